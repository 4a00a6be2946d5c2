"""The pieces that a streamed message is made of. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from desktop_app.formulas.recognition import open_formula


class Kind(Enum):
    """What a piece is."""

    TEXT = auto()
    TABLE_ROWS = auto()
    FORMULA = auto()
    FORMULA_SOURCE = auto()
    CODE_OPENED = auto()
    CODE_LINE = auto()
    CODE_CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a message: Markdown, or a code block's opening (its language), line or end.

    Table rows have the table's header above them, and go on with the table just before. A formula
    has its delimiters; as a source it is not closed yet. `level` is how many list items the piece
    stands in.
    """

    kind: Kind
    text: str = ""
    level: int = 0

    def shown_as_tail(self) -> Piece:
        """The piece without the marks in the making at its end."""
        if self.kind not in (Kind.TEXT, Kind.TABLE_ROWS):
            return self
        return Piece(self.kind, close_inline(self.text), self.level)


def close_inline(text: str) -> str:
    """Close the code span or strong emphasis that `text` leaves open, so that no mark shows.

    A formula that is left open becomes code: its source is not read as Markdown.
    """
    if text.count("`") % 2:
        return text[:-1] if text.endswith("`") else text + "`"
    start = open_formula(text)
    if start >= 0:
        return f"{close_inline(text[:start])}```` {text[start:]} ````"
    for mark in ("**", "~~"):
        if text.count(mark) % 2:
            bare = text.removesuffix(mark[0]) if text.count(mark[0]) % 2 else text
            text = bare.removesuffix(mark) if bare.endswith(mark) else bare.rstrip() + mark
    return text
