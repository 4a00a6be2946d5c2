"""Arguments and schemas are checked, and every problem says where it is."""

from __future__ import annotations

import json
from typing import Any

import pytest

from desktop_app.tooling.checking import (
    LONGEST,
    Checked,
    ProblemKind,
    check_arguments,
    check_name,
    check_schema,
)
from desktop_app.tooling.guide import GUIDE_TOOL

WEATHER = GUIDE_TOOL.parameters


def kinds(checked: Checked) -> list[ProblemKind]:
    return [problem.kind for problem in checked.problems]


def test_the_guides_arguments_fit() -> None:
    checked = check_arguments('{"location":"Hamburg","format":"celsius"}', WEATHER)
    assert checked.problems == ()
    assert checked.value == {"location": "Hamburg", "format": "celsius"}


@pytest.mark.parametrize(
    "text", ['{"location":"Hamburg","for', "", "Hamburg", '{"a": NaN}', "{'location': 1}"]
)
def test_what_is_no_json_is_said_with_its_place(text: str) -> None:
    checked = check_arguments(text, WEATHER)
    assert kinds(checked) == [ProblemKind.NOT_JSON]
    assert checked.problems[0].position is not None
    assert not checked.is_json


def test_a_syntax_error_has_line_and_column() -> None:
    (problem,) = check_arguments('{\n  "location": Hamburg\n}', WEATHER).problems
    assert problem.position == (2, 15)


def test_arguments_must_be_an_object() -> None:
    assert kinds(check_arguments('["Hamburg"]', WEATHER)) == [ProblemKind.NOT_AN_OBJECT]


def test_every_problem_names_path_and_place() -> None:
    text = '{\n  "format": "kelvin",\n  "days": 3\n}'
    schema = {**WEATHER, "additionalProperties": False}
    checked = check_arguments(text, schema)
    found = {problem.kind: problem for problem in checked.problems}
    assert found[ProblemKind.MISSING].expected == "location"
    assert found[ProblemKind.UNEXPECTED].found == "days"
    assert found[ProblemKind.CHOICE].path == "$.format"
    assert found[ProblemKind.CHOICE].position == (2, 13)
    assert checked.is_json


def test_a_problem_deep_inside_is_found_where_it_stands() -> None:
    schema = {
        "type": "object",
        "properties": {"rows": {"type": "array", "items": {"type": "array"}}},
    }
    (problem,) = check_arguments('{"rows": [[], [1, {"a": "]"}],\n 7]}', schema).problems
    assert problem.kind is ProblemKind.TYPE
    assert (problem.path, problem.position) == ("$.rows[2]", (2, 2))


def test_the_last_of_two_members_with_one_name_counts() -> None:
    (problem,) = check_arguments('{"n": "a", "n": true}', {"properties": {"n": {"const": "a"}}})[1]
    assert problem.position == (1, 17)


@pytest.mark.parametrize(
    "schema",
    [
        {"$ref": "http://127.0.0.1:1/never-fetched.json"},
        {"$ref": "#/nowhere"},
        {"$ref": "#"},
    ],
)
def test_references_are_neither_fetched_nor_followed_for_ever(schema: dict[str, Any]) -> None:
    assert kinds(check_arguments("{}", schema)) == [ProblemKind.REFERENCE]


@pytest.mark.parametrize(
    "schema", [{"properties": 3}, {"type": "strin"}, {"pattern": "("}, {"required": 4}]
)
def test_a_schema_that_is_wrong_itself_does_no_harm(schema: dict[str, Any]) -> None:
    check_arguments('{"a": "b"}', schema)


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a": "' + "x" * LONGEST + '"}'])
def test_endless_arguments_are_refused(text: str) -> None:
    assert kinds(check_arguments(text, WEATHER)) == [ProblemKind.TOO_LARGE]


def test_only_the_first_of_many_problems_are_listed() -> None:
    schema = {"additionalProperties": {"type": "string"}}
    text = json.dumps({str(number): number for number in range(1000)})
    assert len(check_arguments(text, schema).problems) == 20


def test_the_guides_schema_is_valid() -> None:
    assert check_schema(json.dumps(WEATHER)).problems == ()
    assert check_schema("{}").problems == ()


@pytest.mark.parametrize(
    ("text", "kind", "position"),
    [
        ('{\n "type": "object",\n}', ProblemKind.NOT_JSON, (3, 1)),
        ('{"type": "array"}', ProblemKind.CHOICE, (1, 10)),
        ('{"properties": {}}', ProblemKind.CHOICE, (1, 1)),
        ('{"type": "object", "properties": {"n": 3}}', ProblemKind.TYPE, (1, 40)),
        ('{"type": "object", "required": "n"}', ProblemKind.TYPE, (1, 32)),
        ('{"type": "object", "properties": {"n": {"type": "strin"}}}', None, (1, 49)),
    ],
)
def test_a_schema_that_is_none_is_said_with_its_place(
    text: str, kind: ProblemKind | None, position: tuple[int, int]
) -> None:
    problem = check_schema(text).problems[0]
    assert problem.kind is (kind or ProblemKind.OTHER)
    assert problem.position == position


@pytest.mark.parametrize("name", ["", "two words", "x" * 65, "größe"])
def test_a_name_that_servers_refuse_is_a_problem(name: str) -> None:
    assert check_name(name, frozenset())[0].kind is ProblemKind.NAME


def test_two_tools_cannot_share_a_name() -> None:
    assert check_name("a", frozenset({"a"}))[0].kind is ProblemKind.NAME_TAKEN
    assert check_name("a", frozenset({"b"})) == ()
