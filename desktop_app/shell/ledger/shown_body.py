"""A body made ready to be read: its lines and their runs of colour; for a worker thread."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.shell.ledger.json_layout import laid_out, laid_out_end, looks_like_json

if TYPE_CHECKING:
    from desktop_app.core.calls import Content

_TOKEN = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?P<string>"(?:[^"\\]|\\.)*(?:"|$))'
    r"|(?P<number>-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|(?P<word>\b(?:true|false|null)\b)"
)
_NAMES = {"key": "name", "string": "string", "number": "type", "word": "keyword"}
_LONGEST = 1_000  # characters: of a longer line Qt's layout takes more than its share of a frame

Run = tuple[int, int, str]  # start and length in UTF-16 units, and a name of the theme's syntax


class BodyLine(NamedTuple):
    """A line, or a piece of one that is too long; `goes_on` is a piece after the first."""

    text: str
    runs: tuple[Run, ...] = ()
    goes_on: bool = False


class ShownBody(NamedTuple):
    """The lines, and the number of those after which the middle is missing, else -1."""

    lines: tuple[BodyLine, ...]
    cut_at: int = -1


def shown_body(content: Content) -> ShownBody:
    """JSON with its lines indented; anything else as it is."""
    text, is_json = content.text, looks_like_json(content.text)
    if not content.is_cut:
        return ShownBody(body_lines(laid_out(text) if is_json else text))
    first, last = text[: content.cut_at], text[content.cut_at :]
    if is_json:
        first, last = laid_out(first), laid_out_end(last)
    before = body_lines(first)
    return ShownBody(before + body_lines(last), len(before))


def body_lines(text: str) -> tuple[BodyLine, ...]:
    """Lines of which none is long, with their colours."""
    return tuple(piece for line in text.split("\n") for piece in _pieces(line)) if text else ()


def _pieces(line: str) -> Iterator[BodyLine]:
    matches = [(each.start(), each.end(), each.lastgroup or "") for each in _TOKEN.finditer(line)]
    for begin in range(0, max(len(line), 1), _LONGEST):
        end = begin + _LONGEST
        found = [
            (max(start, begin) - begin, min(stop, end) - begin, _NAMES[name])
            for start, stop, name in matches
            if start < end and stop > begin
        ]
        text = line[begin:end]
        yield BodyLine(text, tuple(_in_units(text, found)), goes_on=begin > 0)


def _in_units(text: str, runs: list[Run]) -> Iterator[Run]:
    """Runs from start to end in characters as start and length in units of UTF-16."""
    if text.isascii():
        yield from ((start, end - start, name) for start, end, name in runs)
        return
    place = units = 0
    for start, end, name in runs:
        units += _units(text[place:start])
        length = _units(text[start:end])
        yield units, length, name
        place, units = end, units + length


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
