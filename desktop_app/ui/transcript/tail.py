"""Splits streamed Markdown into finished pieces and the unfinished tail. Plain Python.

A finished piece never changes whatever comes after it, so it is written once; the tail stays short.
"""

from __future__ import annotations

from desktop_app.ui.transcript.blocks import Blocks
from desktop_app.ui.transcript.lines import LONGEST, OPEN_IMAGE, UNDECIDED, is_in_image
from desktop_app.ui.transcript.pieces import Kind, Piece


class Splitter:
    """Takes text as it comes and gives back the pieces that are finished.

    With `is_verbatim` nothing but fenced code and empty lines has a meaning.
    """

    def __init__(self, *, is_verbatim: bool = False) -> None:
        self._line = ""
        self._blocks = Blocks(is_verbatim=is_verbatim)

    def feed(self, text: str) -> list[Piece]:
        """Take the next characters; return the pieces they finish, in order."""
        lines = (self._line + text).split("\n")
        self._line = lines.pop()
        pieces: list[Piece] = []
        for line in lines:
            pieces += self._take_bounded(line.removesuffix("\r"))
        if len(self._line) > LONGEST and not is_in_image(self._line):
            in_code = self._blocks.fence is not None
            pieces += self._take_bounded(self._line[:-LONGEST] if in_code else self._line)
            self._line = self._line[-LONGEST:] if in_code else ""
        return pieces

    def finish(self) -> list[Piece]:
        """Take the end of the text: the tail is finished too."""
        pieces = self._take_bounded(self._line) if self._line else []
        self._line = ""
        return pieces + self._blocks.finish()

    def tail(self) -> list[Piece]:
        """The pieces as they would be if the text ended here, markers in the making left out."""
        if fence := self._blocks.fence:
            line = "" if fence.may_close(self._line) else fence.dedented(self._line)
            return [Piece(Kind.CODE_LINE, line, fence.level)]
        ahead = self._blocks.copy()
        line = "" if UNDECIDED.match(self._line) and not ahead.formula else self._line
        opened = OPEN_IMAGE.search(line)
        pieces = ahead.take(line[: opened.start()] if opened else line) if line else []
        if ahead.formula:
            pieces.append(Piece(Kind.FORMULA_SOURCE, ahead.formula.text, ahead.formula.level))
        return [piece.shown_as_tail() for piece in (*pieces, *ahead.flush())]

    def _take_bounded(self, line: str) -> list[Piece]:
        if len(line) <= LONGEST or is_in_image(line):
            return self._blocks.take(line)
        pieces: list[Piece] = []
        while len(line) > LONGEST:
            cut = line.rfind(" ", LONGEST // 2, LONGEST)
            cut = LONGEST if cut < 0 or self._blocks.fence else cut + 1
            pieces += self._blocks.take(line[:cut])
            if not self._blocks.fence:
                pieces += self._blocks.flush()
            line = line[cut:]
        return pieces + self._blocks.take(line)
