"""What Qt says of itself, without the values in it: a file's name, an address, a text."""

from __future__ import annotations

import re

_LONGEST = 400
_VALUES = re.compile(
    r"\"[^\"]*\"|'[^']*'|“[^”]*”"  # quoted
    r"|\S*[/\\]\S*"  # a path or an address
    r"|(?<=No document for ).*"
    r"|\S{40,}"
)
LEFT_OUT = "…"


def without_values(text: str) -> str:
    """A message of Qt in one line, short, and without anything that it quotes."""
    return _VALUES.sub(LEFT_OUT, " ".join(text.split()))[:_LONGEST]
