"""What a bar chart shows."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QLocale

from desktop_app.ui.whole_number import whole_number


class Bar(NamedTuple):
    """A bar: its name below or beside it, its two values, and all of it in words."""

    name: str
    first: float
    second: float
    words: str


def short_number(value: float) -> str:
    """A number that fits above a bar: 950, 12.3k, 4.5M."""
    for limit, unit in ((1e9, "G"), (1e6, "M"), (1e4, "k")):
        if value >= limit:
            scale = 1e3 if unit == "k" else limit
            return f"{QLocale().toString(value / scale, 'f', 1)}{unit}"
    return whole_number(round(value))
