"""Further fields of a request, as a person writes them: a JSON object."""

from __future__ import annotations

import json
from typing import Any

from desktop_app.core.errors import ExtraFieldsProblem, ExtraFieldsUnusable
from desktop_app.core.requests import SET_BY_THE_PROGRAM

LONGEST = 100_000  # characters: what can be read between two frames


def parse_extra_fields(text: str) -> dict[str, Any]:
    """The fields; none when nothing is written.

    Raises:
        ExtraFieldsUnusable: the text is no JSON object, or names what the program sets itself.
    """
    if not text.strip():
        return {}
    if len(text) > LONGEST:
        raise ExtraFieldsUnusable(ExtraFieldsProblem.TOO_LARGE)
    try:
        fields = json.loads(text, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ExtraFieldsUnusable(
            ExtraFieldsProblem.NOT_JSON, detail=error.msg, line=error.lineno, column=error.colno
        ) from None
    except ValueError as error:  # NaN, or a number of thousands of digits
        raise ExtraFieldsUnusable(ExtraFieldsProblem.NOT_JSON, detail=str(error)) from None
    except RecursionError:
        raise ExtraFieldsUnusable(ExtraFieldsProblem.TOO_LARGE) from None
    if not isinstance(fields, dict):
        raise ExtraFieldsUnusable(ExtraFieldsProblem.NOT_AN_OBJECT)
    reserved = sorted(SET_BY_THE_PROGRAM & fields.keys())
    if reserved:
        raise ExtraFieldsUnusable(ExtraFieldsProblem.RESERVED, name=", ".join(reserved))
    return fields


def _refuse(name: str) -> object:
    raise ValueError(name)
