"""Checks arguments against their schema, and schemas against JSON Schema (Draft 2020-12).

A check may take its time: call it in a thread. `jsonschema` is loaded by the first one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop_app.tooling.positions import Position, at, position_of

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

LONGEST = 1_000_000  # characters of a text that is checked
MOST_PROBLEMS = 20
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")
_SHOWN = 80  # characters of a value that are quoted
_QUOTED = 300  # characters of the checker's words


class ProblemKind(StrEnum):
    """What is wrong; those of a schema are named by its keywords."""

    NOT_JSON = "not_json"  # `detail` in the parser's words
    TOO_LARGE = "too_large"  # too long or too deeply nested to be checked
    NOT_AN_OBJECT = "not_an_object"
    MISSING = "required"
    UNEXPECTED = "additionalProperties"
    TYPE = "type"
    CHOICE = "enum"
    REFERENCE = "$ref"  # it points to nothing, or to itself
    OTHER = "other"  # `detail` in the checker's words
    NAME = "name"  # of a tool: empty, too long or with other characters
    NAME_TAKEN = "name_taken"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `path` is the value's, such as $.location; "" for the whole."""

    kind: ProblemKind
    path: str = ""
    expected: str = ""
    found: str = ""
    detail: str = ""
    position: Position | None = None


class Checked(NamedTuple):
    """What a JSON text holds (an empty object when it cannot be read) and what is wrong with it."""

    value: dict[str, Any]
    problems: tuple[Problem, ...]

    @property
    def is_json(self) -> bool:
        """Whether the text is a JSON object, fitting or not."""
        unreadable = {ProblemKind.NOT_JSON, ProblemKind.NOT_AN_OBJECT, ProblemKind.TOO_LARGE}
        return not any(problem.kind in unreadable for problem in self.problems)


def check_arguments(text: str, schema: Mapping[str, Any]) -> Checked:
    """Read the arguments of a call and compare them with the tool's schema."""
    from jsonschema import Draft202012Validator
    from referencing import Registry

    # An empty registry: nothing that a schema refers to is fetched from the network.
    return _check(text, Draft202012Validator(dict(schema), registry=Registry()))


def check_schema(text: str) -> Checked:
    """Read the schema of a tool's parameters and compare it with what schemas may be."""
    from jsonschema import Draft202012Validator

    checked = _check(text, Draft202012Validator(Draft202012Validator.META_SCHEMA))
    kind = checked.value.get("type", "object" if not checked.value else None)
    if checked.problems or kind == "object":
        return checked
    where = position_of(text, ["type"] if "type" in checked.value else [])
    wrong = Problem(ProblemKind.CHOICE, "$.type", '"object"', _shown(kind), position=where)
    return Checked(checked.value, (wrong,))


def check_name(name: str, others: frozenset[str]) -> tuple[Problem, ...]:
    """Whether a tool may have this name; `others` are those of the other tools."""
    if not _NAME.fullmatch(name):
        return (Problem(ProblemKind.NAME),)
    return (Problem(ProblemKind.NAME_TAKEN, found=name),) if name in others else ()


def _check(text: str, validator: Validator) -> Checked:
    try:
        value = read_json(text)
    except json.JSONDecodeError as error:
        where = at(text, error.pos)
        wrong = Problem(ProblemKind.NOT_JSON, detail=error.msg, position=where)
        return Checked({}, (wrong,))
    except (ValueError, RecursionError):
        return Checked({}, (Problem(ProblemKind.TOO_LARGE),))
    if not isinstance(value, dict):
        return Checked({}, (Problem(ProblemKind.NOT_AN_OBJECT, "$", found=_shown(value)),))
    return Checked(value, tuple(_problems(text, validator, value)))


def read_json(text: str) -> object:
    """The value of a JSON text, by the standard: no NaN, no Infinity.

    Raises:
        json.JSONDecodeError: it is no JSON.
        ValueError, RecursionError: it is longer or deeper than can be read without harm.
    """
    if len(text) > LONGEST:
        raise ValueError(len(text))

    def refuse(name: str) -> object:
        raise json.JSONDecodeError("Expecting value", text, text.find(name))

    return json.loads(text, parse_constant=refuse)


def _problems(text: str, validator: Validator, value: object) -> Iterator[Problem]:
    from jsonschema.exceptions import UnknownType
    from referencing.exceptions import Unresolvable

    seen = set()
    try:
        for error in islice(validator.iter_errors(value), MOST_PROBLEMS):
            problem = _problem(text, error)
            if problem not in seen:
                seen.add(problem)
                yield problem
    except (Unresolvable, RecursionError):
        yield Problem(ProblemKind.REFERENCE)
    except (UnknownType, re.error, AttributeError, TypeError, ValueError, ArithmeticError) as error:
        # A schema that was not checked before, such as one written by hand, may hold anything.
        yield Problem(ProblemKind.OTHER, detail=str(error)[:_QUOTED])


def _problem(text: str, error: ValidationError) -> Problem:
    steps = list(error.absolute_path)
    path = "$" + "".join(f".{step}" if isinstance(step, str) else f"[{step}]" for step in steps)
    where = position_of(text, steps)
    wanted = error.validator_value
    match error.validator:
        case "required":
            missing = [name for name in wanted if name not in error.instance]
            expected = ", ".join(missing)
            return Problem(ProblemKind.MISSING, path, expected, position=where)
        case "additionalProperties" if wanted is False:
            known = error.schema.get("properties", {})
            extra = ", ".join(name for name in error.instance if name not in known)
            return Problem(ProblemKind.UNEXPECTED, path, found=extra, position=where)
        case "type":
            expected = " | ".join([wanted] if isinstance(wanted, str) else map(str, wanted))
            return Problem(ProblemKind.TYPE, path, expected, _shown(error.instance), position=where)
        case "enum" | "const":
            choices = wanted if error.validator == "enum" else [wanted]
            expected = " | ".join(_shown(choice) for choice in choices)
            found = _shown(error.instance)
            return Problem(ProblemKind.CHOICE, path, expected, found, position=where)
        case _:
            return Problem(ProblemKind.OTHER, path, detail=error.message[:_QUOTED], position=where)


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
