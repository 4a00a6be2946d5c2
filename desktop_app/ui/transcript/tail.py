"""Splits streamed Markdown into finished pieces and the unfinished tail. Plain Python.

A finished piece never changes whatever comes after it, so it is written once. Each list item,
paragraph, heading, table and line of code is a piece of its own; the tail stays short.
"""

from __future__ import annotations

import re

from desktop_app.ui.transcript.fence import FENCE, Fence
from desktop_app.ui.transcript.formula_block import FormulaBlock
from desktop_app.ui.transcript.formula_text import display_opening
from desktop_app.ui.transcript.pieces import Kind, Piece

LONGEST = 4_000
"""Characters a piece may have; a longer one is cut at a space, so that no frame is long."""
LONGEST_TABLE = 5
"""Lines the first part of a table may have, whose columns all others take over."""
LONGEST_ROWS = 2
"""Lines every other part may have: an open one is laid out anew in each frame."""
LONGEST_IMAGE = 4_000_000
"""Characters of a line with a picture in it: cut, it would be none."""

_ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])(?:\s+(.*))?$")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_RULE = re.compile(r"\s{0,3}([-*_])(?:\s*\1){2,}\s*$")
_DELIMITER_ROW = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_UNDECIDED = re.compile(r"\s*(?:[-=*+_#`~>|:$\\\s]*|\d{1,9}[.)]?|(?:`{3}|~{3}).*)$")
_OPEN_IMAGE = re.compile(r"!\[[^\]]*\]\(data:image/[^)]*$")


class Splitter:
    """Takes text as it comes and gives back the pieces that are finished.

    With `is_verbatim` nothing but fenced code and empty lines has a meaning.
    """

    def __init__(self, *, is_verbatim: bool = False) -> None:
        self._is_verbatim = is_verbatim
        self._line = ""
        self._open: list[str] = []
        self._level = 0
        self._items: list[int] = []
        self._fence: Fence | None = None
        self._formula: FormulaBlock | None = None
        self._is_continued = False

    def feed(self, text: str) -> list[Piece]:
        """Take the next characters; return the pieces they finish, in order."""
        lines = (self._line + text).split("\n")
        self._line = lines.pop()
        pieces: list[Piece] = []
        for line in lines:
            pieces += self._take_bounded(line.removesuffix("\r"))
        if len(self._line) > LONGEST and not self._in_image(self._line):
            pieces += self._take_bounded(self._line[:-LONGEST] if self._fence else self._line)
            self._line = self._line[-LONGEST:] if self._fence else ""
        return pieces

    def finish(self) -> list[Piece]:
        """Take the end of the text: the tail is finished too."""
        pieces = self._take_bounded(self._line) if self._line else []
        self._line = ""
        pieces += self._give_up() if self._formula else self._flush()
        if self._fence:
            pieces.append(Piece(Kind.CODE_CLOSED, level=self._fence.level))
            self._fence = None
        return pieces

    def tail(self) -> list[Piece]:
        """The pieces as they would be if the text ended here, markers in the making left out."""
        if self._fence:
            line = "" if self._fence.may_close(self._line) else self._fence.dedented(self._line)
            return [Piece(Kind.CODE_LINE, line, self._fence.level)]
        ahead = Splitter(is_verbatim=self._is_verbatim)
        ahead._open = list(self._open)
        ahead._level = self._level
        ahead._items = list(self._items)
        ahead._formula = self._formula.copy() if self._formula else None
        ahead._is_continued = self._is_continued
        line = "" if _UNDECIDED.match(self._line) and not self._formula else self._line
        opened = _OPEN_IMAGE.search(line)
        pieces = ahead._take(line[: opened.start()] if opened else line) if line else []
        if ahead._formula:
            pieces.append(Piece(Kind.FORMULA_SOURCE, ahead._formula.text, ahead._formula.level))
        pieces += ahead._flush()
        return [p.shown_as_tail() for p in pieces]

    def _take_bounded(self, line: str) -> list[Piece]:
        if len(line) <= LONGEST or self._in_image(line):
            return self._take(line)
        pieces: list[Piece] = []
        while len(line) > LONGEST:
            cut = line.rfind(" ", LONGEST // 2, LONGEST)
            cut = LONGEST if cut < 0 or self._fence else cut + 1
            pieces += self._take(line[:cut])
            if not self._fence:
                pieces += self._flush()
            line = line[cut:]
        return pieces + self._take(line)

    @staticmethod
    def _in_image(line: str) -> bool:
        return len(line) < LONGEST_IMAGE and "](data:image/" in line

    def _take(self, line: str) -> list[Piece]:
        if self._fence:
            return [self._code(line, self._fence)]
        if self._formula:
            return self._formula_line(line, self._formula)
        if not line.strip():
            return self._flush()
        indent = len(line) - len(line.lstrip(" \t")) + 3 * line[: len(line) // 2].count("\t")
        rules = (
            self._fenced,
            self._verbatim,
            self._display,
            self._heading,
            self._rule,
            self._item,
        )
        for rule in rules:
            pieces = rule(line, indent)
            if pieces is not None:
                return pieces
        return self._paragraph(line, indent)

    def _fenced(self, line: str, indent: int) -> list[Piece] | None:
        fence = FENCE.match(line)
        if not fence or (indent >= 4 and not self._items):
            return None
        pieces = self._flush()
        self._leave_items(indent)
        return [*pieces, self._opened(fence, indent, len(self._items))]

    def _verbatim(self, line: str, _indent: int) -> list[Piece] | None:
        if not self._is_verbatim:
            return None
        self._open.append(line)
        return self._flush() if sum(map(len, self._open)) > LONGEST else []

    def _display(self, line: str, indent: int) -> list[Piece] | None:
        start = display_opening(line)
        if start < 0 or (indent >= 4 and not self._items):
            return None
        head = line[:start]
        pieces = [*self._take(head), *self._flush()] if head.strip() else self._flush()
        if not head.strip():
            self._leave_items(indent)
        self._formula = FormulaBlock(len(self._items))
        return pieces + self._formula_line(line[start:], self._formula)

    def _formula_line(self, line: str, formula: FormulaBlock) -> list[Piece]:
        if formula.is_none(line):
            return [*self._give_up(), *self._take(line)]
        whole = formula.take(line)
        if whole is None:
            return []
        self._formula = None
        source, rest = whole
        pieces = [Piece(Kind.FORMULA, source, formula.level)]
        # What follows on the line stands in the same list item.
        indent = " " * (self._items[-1] if self._items else 0)
        return pieces + (self._take(indent + rest.lstrip()) if rest.strip() else [])

    def _give_up(self) -> list[Piece]:
        """What was taken for a formula is text."""
        formula, self._formula = self._formula, None
        return [Piece(Kind.TEXT, formula.text, formula.level)] if formula else []

    def _heading(self, line: str, indent: int) -> list[Piece] | None:
        if not _HEADING.match(line):
            return None
        pieces = self._flush()
        self._leave_items(indent)
        return [*pieces, Piece(Kind.TEXT, line.strip(), len(self._items))]

    def _code(self, line: str, fence: Fence) -> Piece:
        if fence.closed_by(line):
            self._fence = None
            return Piece(Kind.CODE_CLOSED, level=fence.level)
        return Piece(Kind.CODE_LINE, fence.dedented(line), fence.level)

    def _opened(self, fence: re.Match[str], indent: int, level: int) -> Piece:
        self._fence = Fence(fence[1], indent, level)
        words = fence[2].split()
        return Piece(Kind.CODE_OPENED, words[0].strip("{}.") if words else "", level)

    def _rule(self, line: str, _indent: int) -> list[Piece] | None:
        if not _RULE.match(line):
            return None
        if self._open and line.strip().strip("-") == "" and not self._items:
            self._open.append(line)
            return self._flush()
        pieces = self._flush()
        self._items.clear()
        return [*pieces, Piece(Kind.TEXT, "---")]

    def _starts_item(self, marker: str, indent: int) -> bool:
        if not self._items and indent >= 4:
            return False
        in_paragraph = bool(self._open) and not self._items
        return not in_paragraph or not marker[0].isdigit() or marker[:-1] == "1"

    def _item(self, line: str, indent: int) -> list[Piece] | None:
        item = _ITEM.match(line)
        if not item or not self._starts_item(item[2], indent):
            return None
        pieces = self._flush()
        self._leave_items(indent)
        self._level = len(self._items)
        # Two columns deeper than its marker counts as inside: models rarely count to three.
        self._items.append(indent + 2)
        fence = FENCE.match(item[3] or "")
        self._open = [item[2]] if fence else [item[0].lstrip()]
        if fence:
            pieces += self._flush()
            pieces.append(self._opened(fence, indent + 2, len(self._items)))
        return pieces

    def _paragraph(self, line: str, indent: int) -> list[Piece]:
        pieces: list[Piece] = []
        start = line.lstrip()[0]
        if self._open and start in ">|" and not self._open[-1].lstrip().startswith(start):
            pieces = self._flush()
        is_table = len(self._open) > 1 and _DELIMITER_ROW.match(self._open[1])
        is_long = sum(map(len, self._open)) > LONGEST or (
            is_table and len(self._open) > (LONGEST_ROWS if self._is_continued else LONGEST_TABLE)
        )
        if self._open and is_long:
            header = self._open[:2] if is_table else []
            pieces = self._flush()
            self._open, self._is_continued = header, bool(header)
        if not self._open:
            self._leave_items(indent)
            self._level = len(self._items)
        self._open.append(line.lstrip() if self._items else line)
        return pieces

    def _leave_items(self, indent: int) -> None:
        while self._items and indent < self._items[-1]:
            self._items.pop()

    def _flush(self) -> list[Piece]:
        if not self._open:
            return []
        kind = Kind.TABLE_ROWS if self._is_continued else Kind.TEXT
        piece = Piece(kind, "\n".join(self._open), self._level)
        self._open, self._is_continued = [], False
        return [piece]
