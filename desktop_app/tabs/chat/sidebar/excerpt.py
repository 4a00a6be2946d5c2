"""Fits the excerpt of a hit into a narrow line."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.core.conversations import SearchHit
    from desktop_app.tabs.chat.sidebar.detail_row import Marks

_LEAD = 14  # characters before the first mark
# Marks of Markdown that only disturb in a line: bold, code, a heading, a quotation.
_NOISE = re.compile(r"\*\*(?=\S)|(?<=\S)\*\*|`+|^#{1,6} |^> ", re.MULTILINE)


def excerpt_around(hit: SearchHit) -> tuple[str, Marks]:
    """The excerpt on one line, from a word shortly before its first mark, and the marks in it."""
    plain, marks = _without_noise(hit.excerpt, hit.marks)
    # Character for character, so that the marks keep their places.
    text = "".join(" " if c.isspace() or not c.isprintable() else c for c in plain)
    first = marks[0][0] if marks else 0
    if first <= _LEAD:
        return text, marks
    space = text.find(" ", first - _LEAD, first)
    start = space + 1 if space >= 0 else first
    shift = start - 1  # the dots take one place
    return "…" + text[start:], tuple((a - shift, b - shift) for a, b in marks)


def _without_noise(text: str, marks: Marks) -> tuple[str, Marks]:
    dropped = [False] * len(text)
    for found in _NOISE.finditer(text):
        dropped[found.start() : found.end()] = [True] * len(found[0])
    before = [0, *accumulate(dropped)]
    plain = "".join(c for c, is_noise in zip(text, dropped, strict=True) if not is_noise)
    return plain, tuple((a - before[a], b - before[b]) for a, b in marks)
