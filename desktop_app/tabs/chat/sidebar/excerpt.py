"""Fits the excerpt of a hit into a narrow line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.core.conversations import SearchHit
    from desktop_app.tabs.chat.sidebar.detail_row import Marks

_LEAD = 14  # characters before the first mark


def excerpt_around(hit: SearchHit) -> tuple[str, Marks]:
    """The excerpt on one line, from a word shortly before its first mark, and the marks in it."""
    # Character for character, so that the marks keep their places.
    text = "".join(" " if c.isspace() or not c.isprintable() else c for c in hit.excerpt)
    first = hit.marks[0][0] if hit.marks else 0
    if first <= _LEAD:
        return text, hit.marks
    space = text.find(" ", first - _LEAD, first)
    start = space + 1 if space >= 0 else first
    shift = start - 1  # the dots take one place
    return "…" + text[start:], tuple((a - shift, b - shift) for a, b in hit.marks)
