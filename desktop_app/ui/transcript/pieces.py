"""The pieces that a streamed message is made of. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """What a piece is."""

    TEXT = auto()
    CODE_OPENED = auto()
    CODE_LINE = auto()
    CODE_CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a message: Markdown, or a code block's opening (its language), line or end.

    `level` is how many list items it stands in.
    """

    kind: Kind
    text: str = ""
    level: int = 0


def close_inline(text: str) -> str:
    """Close the code span or strong emphasis that `text` leaves open, so that no mark shows."""
    if text.count("`") % 2:
        return text[:-1] if text.endswith("`") else text + "`"
    for mark in ("**", "~~"):
        if text.count(mark) % 2:
            bare = text.removesuffix(mark[0]) if text.count(mark[0]) % 2 else text
            text = bare.removesuffix(mark) if bare.endswith(mark) else bare.rstrip() + mark
    return text
