"""A report as sections of facts, and as the text that a person reads and saves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

_TITLE_WIDTH = 24  # characters, so that all values begin in one column


class Section(NamedTuple):
    """A heading, and rows of a name and a value; what has no name stands alone."""

    title: str
    rows: Sequence[tuple[str, str]]


def as_text(title: str, sections: Iterable[Section]) -> str:
    """The whole report, in plain text."""
    return "\n\n".join([title, *map(_section, sections)]) + "\n"


def _section(section: Section) -> str:
    return "\n".join([section.title, "-" * len(section.title), *map(_row, section.rows)])


def _row(row: tuple[str, str]) -> str:
    name, value = row
    if not name:
        return value
    return f"{name + ':':{_TITLE_WIDTH}} {value}"
