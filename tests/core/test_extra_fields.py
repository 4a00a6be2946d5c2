"""Further fields of a request are a JSON object, or it is said why they are not."""

from __future__ import annotations

from typing import Any

import pytest

from desktop_app.core.errors import ExtraFieldsProblem, ExtraFieldsUnusable
from desktop_app.core.extra_fields import LONGEST, parse_extra_fields


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", {}),
        (" \n\t", {}),
        ("{}", {}),
        ('{"top_k": 40}', {"top_k": 40}),
        ('{"ü": {"a": [1, null, true, 1.5e3]}}', {"ü": {"a": [1, None, True, 1500.0]}}),
        ('{"temperature": null, "stop": ["a"]}', {"temperature": None, "stop": ["a"]}),
    ],
)
def test_an_object_is_taken_as_it_is_written(written: str, meant: dict[str, Any]) -> None:
    assert parse_extra_fields(written) == meant


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("{", ExtraFieldsProblem.NOT_JSON),
        ("top_k: 40", ExtraFieldsProblem.NOT_JSON),
        ('{"a": NaN}', ExtraFieldsProblem.NOT_JSON),
        ('{"a": -Infinity}', ExtraFieldsProblem.NOT_JSON),
        ('{"a": ' + "9" * 5_000 + "}", ExtraFieldsProblem.NOT_JSON),
        ("[1]", ExtraFieldsProblem.NOT_AN_OBJECT),
        ('"top_k"', ExtraFieldsProblem.NOT_AN_OBJECT),
        ("null", ExtraFieldsProblem.NOT_AN_OBJECT),
        ("[" * 50_000, ExtraFieldsProblem.TOO_LARGE),
        (" " * LONGEST + "{}", ExtraFieldsProblem.TOO_LARGE),
    ],
    ids=lambda value: str(value)[:20],
)
def test_anything_else_is_refused(written: str, problem: ExtraFieldsProblem) -> None:
    with pytest.raises(ExtraFieldsUnusable) as refused:
        parse_extra_fields(written)
    assert refused.value.problem is problem


def test_the_place_of_a_slip_is_told() -> None:
    with pytest.raises(ExtraFieldsUnusable) as refused:
        parse_extra_fields('{\n  "top_k": 40,\n}')
    assert (refused.value.line, refused.value.column) in {(2, 14), (3, 1)}  # by Python's version


@pytest.mark.parametrize("name", ["model", "messages", "stream"])
def test_what_the_program_sets_itself_is_refused_by_name(name: str) -> None:
    with pytest.raises(ExtraFieldsUnusable) as refused:
        parse_extra_fields(f'{{"top_k": 40, "{name}": null}}')
    assert refused.value.problem is ExtraFieldsProblem.RESERVED
    assert refused.value.name == name
