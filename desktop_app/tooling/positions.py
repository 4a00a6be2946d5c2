"""Where in a JSON text a value stands."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import NamedTuple

_SPACE = re.compile(r"[ \t\n\r]*")
_decoder = json.JSONDecoder()


class Position(NamedTuple):
    """A place in a text; the first line and the first column are 1."""

    line: int
    column: int


def position_of(text: str, path: Sequence[str | int]) -> Position:
    """Where the value at `path` begins in `text`, which is valid JSON.

    Raises:
        LookupError: there is no such value.
    """
    place = _after_space(text, 0)
    for step in path:
        place = _member(text, place, step) if isinstance(step, str) else _item(text, place, step)
    return at(text, place)


def at(text: str, offset: int) -> Position:
    """Line and column of an offset."""
    line_start = text.rfind("\n", 0, offset) + 1
    return Position(text.count("\n", 0, offset) + 1, offset - line_start + 1)


def _member(text: str, place: int, wanted: str) -> int:
    found = None
    place = _after_space(text, place + 1)
    while text[place] == '"':
        name, place = _decoder.raw_decode(text, place)
        place = _after_space(text, _after_space(text, place) + 1)
        if name == wanted:
            found = place  # of two members with one name the last counts
        place = _next(text, place)
    if found is None:
        raise KeyError(wanted)
    return found


def _item(text: str, place: int, index: int) -> int:
    place = _after_space(text, place + 1)
    for _ in range(index):
        place = _next(text, place)
        if place >= len(text) or text[place] == "]":
            raise IndexError(index)
    return place


def _next(text: str, place: int) -> int:
    """The place behind the value that begins here, and behind a comma that follows it."""
    _, place = _decoder.raw_decode(text, place)
    place = _after_space(text, place)
    return _after_space(text, place + 1) if text[place] == "," else place


def _after_space(text: str, place: int) -> int:
    match = _SPACE.match(text, place)
    return match.end() if match else place
