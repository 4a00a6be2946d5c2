"""Errors of vectors, of the person's files and of what the person writes as data."""

from __future__ import annotations

from enum import StrEnum

from desktop_app.core.errors.base import HubError


class VectorProblem(StrEnum):
    """Why vectors cannot be used, alone or with those that are there."""

    EMPTY = "empty"
    NOT_FINITE = "not_finite"  # a number is NaN or infinite
    DIMENSION = "dimension"  # they are not all of one dimension


class VectorsUnusable(HubError):
    """Vectors that cannot be compared; `expected` and `found` are dimensions, or 0."""

    def __init__(self, problem: VectorProblem, *, expected: int = 0, found: int = 0) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.expected = expected
        self.found = found


class FileUnreadable(HubError):
    """The file `name` cannot be read, or does not hold text; `detail` in the system's words."""

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(detail)
        self.name = name
        self.detail = detail


class FileUnwritable(HubError):
    """The file `name` could not be written; `detail` says why in the system's words."""

    def __init__(self, name: str, detail: str = "") -> None:
        super().__init__(detail)
        self.name = name
        self.detail = detail


class ExtraFieldsProblem(StrEnum):
    """Why further fields of a request cannot be sent."""

    NOT_JSON = "not_json"
    NOT_AN_OBJECT = "not_an_object"
    RESERVED = "reserved"  # the program sets a field of this name itself
    TOO_LARGE = "too_large"  # too long or too deeply nested


class ExtraFieldsUnusable(HubError):
    """The free JSON of a request; `line` and `column` count from 1, 0 when unknown.

    `detail` is in the words of the JSON reader, `name` is the field that is not to be set.
    """

    def __init__(
        self,
        problem: ExtraFieldsProblem,
        *,
        name: str = "",
        detail: str = "",
        line: int = 0,
        column: int = 0,
    ) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.name = name
        self.detail = detail
        self.line = line
        self.column = column


class PrintingFailed(HubError):
    """The printer takes nothing: it is gone, or its queue refuses."""
