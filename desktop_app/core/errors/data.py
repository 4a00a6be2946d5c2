"""Errors of vectors and of the person's files."""

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
