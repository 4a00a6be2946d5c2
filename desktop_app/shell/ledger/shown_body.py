"""A body made ready to be read: indented, and its runs of colour; for a worker thread."""

from __future__ import annotations

import contextlib
import json
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop_app.core.calls import Content

_TOKEN = re.compile(
    r'(?P<key>"(?:[^"\\]|\\.)*"(?=\s*:))|(?P<string>"(?:[^"\\]|\\.)*")'
    r"|(?P<number>-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\b)|(?P<word>\b(?:true|false|null)\b)"
)
_NAMES = {"key": "name", "string": "string", "number": "type", "word": "keyword"}
_LONGEST_LINE = 2_000  # characters; a longer one stays without colours

Run = tuple[int, int, str]  # start and length in UTF-16 units, and a name of the theme's syntax


class ShownBody(NamedTuple):
    """The text, and the place in it at which the middle is missing, else -1."""

    text: str
    cut_at: int


def shown_body(content: Content) -> ShownBody:
    """JSON with its lines indented; anything else as it is."""
    text = content.text
    if content.is_cut:
        return ShownBody(text, content.cut_at)
    if text[:1] in ("{", "["):
        with contextlib.suppress(ValueError, RecursionError):
            text = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
    return ShownBody(text, -1)


def runs_of(line: str) -> list[Run]:
    """The coloured runs of a line of JSON."""
    if len(line) > _LONGEST_LINE:
        return []
    if line.isascii():
        return [
            (match.start(), match.end() - match.start(), _NAMES[match.lastgroup or ""])
            for match in _TOKEN.finditer(line)
        ]
    return [
        (_units(line[: match.start()]), _units(match[0]), _NAMES[match.lastgroup or ""])
        for match in _TOKEN.finditer(line)
    ]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
