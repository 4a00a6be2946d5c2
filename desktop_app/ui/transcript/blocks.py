"""Takes Markdown line by line and gives back the pieces that are finished. Plain Python.

A finished piece never changes whatever comes after it. Each list item, paragraph, heading, formula,
row of a long table and line of code is a piece of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.code_fences import FENCE, Fence, language_of
from desktop_app.formulas.formula_block import FormulaBlock
from desktop_app.formulas.recognition import display_opening
from desktop_app.ui.transcript.lines import (
    HEADING,
    ITEM,
    LONGEST,
    RULE,
    indent_of,
    is_full,
    is_table,
)
from desktop_app.ui.transcript.pieces import Kind, Piece

if TYPE_CHECKING:
    import re


class Blocks:
    """What the lines so far have opened: list items, code, a formula, a paragraph.

    With `is_verbatim` nothing but fenced code and empty lines has a meaning.
    """

    def __init__(self, *, is_verbatim: bool = False) -> None:
        self.fence: Fence | None = None
        self.formula: FormulaBlock | None = None
        self._is_verbatim = is_verbatim
        self._open: list[str] = []
        self._level = 0
        self._items: list[int] = []
        self._is_continued = False

    def copy(self) -> Blocks:
        """The same, to look ahead with."""
        copy = Blocks(is_verbatim=self._is_verbatim)
        copy.fence = self.fence
        copy.formula = self.formula.copy() if self.formula else None
        copy._open, copy._items = list(self._open), list(self._items)
        copy._level, copy._is_continued = self._level, self._is_continued
        return copy

    def finish(self) -> list[Piece]:
        """The end of the text: what is open is finished too."""
        pieces = self._give_up() if self.formula else self.flush()
        if self.fence:
            pieces.append(Piece(Kind.CODE_CLOSED, level=self.fence.level))
            self.fence = None
        return pieces

    def flush(self) -> list[Piece]:
        """Finish the open paragraph, item or table."""
        if not self._open:
            return []
        kind = Kind.TABLE_ROWS if self._is_continued else Kind.TEXT
        piece = Piece(kind, "\n".join(self._open), self._level)
        self._open, self._is_continued = [], False
        return [piece]

    def take(self, line: str) -> list[Piece]:
        """Take a line; return the pieces that it finishes, in order."""
        if self.fence:
            return [self._code(line, self.fence)]
        if self.formula:
            return self._formula_line(line, self.formula)
        if not line.strip():
            return self.flush()
        indent = indent_of(line)
        block_rules = (self._display, self._heading, self._rule, self._item)
        for rule in (self._fenced, self._verbatim, *block_rules):
            pieces = rule(line, indent)
            if pieces is not None:
                return pieces
        return self._paragraph(line, indent)

    def _fenced(self, line: str, indent: int) -> list[Piece] | None:
        fence = FENCE.match(line)
        if not fence or (indent >= 4 and not self._items):
            return None
        pieces = self.flush()
        self._leave_items(indent)
        return [*pieces, self._opened(fence, indent, len(self._items))]

    def _verbatim(self, line: str, _indent: int) -> list[Piece] | None:
        if not self._is_verbatim:
            return None
        self._open.append(line)
        return self.flush() if sum(map(len, self._open)) > LONGEST else []

    def _display(self, line: str, indent: int) -> list[Piece] | None:
        start = display_opening(line)
        if start < 0 or (indent >= 4 and not self._items):
            return None
        head = line[:start]
        pieces = [*self.take(head), *self.flush()] if head.strip() else self.flush()
        if not head.strip():
            self._leave_items(indent)
        self.formula = FormulaBlock(len(self._items))
        return pieces + self._formula_line(line[start:], self.formula)

    def _formula_line(self, line: str, formula: FormulaBlock) -> list[Piece]:
        if formula.is_none(line):
            return [*self._give_up(), *self.take(line)]
        whole = formula.take(line)
        if whole is None:
            return []
        self.formula = None
        source, rest = whole
        pieces = [Piece(Kind.FORMULA, source, formula.level)]
        # What follows on the line stands in the same list item.
        indent = " " * (self._items[-1] if self._items else 0)
        return pieces + (self.take(indent + rest.lstrip()) if rest.strip() else [])

    def _give_up(self) -> list[Piece]:
        """What was taken for a formula is text."""
        formula, self.formula = self.formula, None
        return [Piece(Kind.TEXT, formula.text, formula.level)] if formula else []

    def _heading(self, line: str, indent: int) -> list[Piece] | None:
        if not HEADING.match(line):
            return None
        pieces = self.flush()
        self._leave_items(indent)
        return [*pieces, Piece(Kind.TEXT, line.strip(), len(self._items))]

    def _code(self, line: str, fence: Fence) -> Piece:
        if fence.closed_by(line):
            self.fence = None
            return Piece(Kind.CODE_CLOSED, level=fence.level)
        return Piece(Kind.CODE_LINE, fence.dedented(line), fence.level)

    def _opened(self, fence: re.Match[str], indent: int, level: int) -> Piece:
        self.fence = Fence(fence[1], indent, level)
        return Piece(Kind.CODE_OPENED, language_of(fence[2]), level)

    def _rule(self, line: str, _indent: int) -> list[Piece] | None:
        if not RULE.match(line):
            return None
        if self._open and line.strip().strip("-") == "" and not self._items:
            self._open.append(line)
            return self.flush()
        pieces = self.flush()
        self._items.clear()
        return [*pieces, Piece(Kind.TEXT, "---")]

    def _starts_item(self, marker: str, indent: int) -> bool:
        if not self._items and indent >= 4:
            return False
        in_paragraph = bool(self._open) and not self._items
        return not in_paragraph or not marker[0].isdigit() or marker[:-1] == "1"

    def _item(self, line: str, indent: int) -> list[Piece] | None:
        item = ITEM.match(line)
        if not item or not self._starts_item(item[2], indent):
            return None
        pieces = self.flush()
        self._leave_items(indent)
        self._level = len(self._items)
        # Two columns deeper than its marker counts as inside: models rarely count to three.
        self._items.append(indent + 2)
        fence = FENCE.match(item[3] or "")
        self._open = [item[2]] if fence else [item[0].lstrip()]
        if fence:
            pieces += self.flush()
            pieces.append(self._opened(fence, indent + 2, len(self._items)))
        return pieces

    def _paragraph(self, line: str, indent: int) -> list[Piece]:
        pieces: list[Piece] = []
        start = line.lstrip()[0]
        if self._open and start in ">|" and not self._open[-1].lstrip().startswith(start):
            pieces = self.flush()
        if self._open and is_full(self._open, is_continued=self._is_continued):
            header = self._open[:2] if is_table(self._open) else []
            pieces = self.flush()
            self._open, self._is_continued = header, bool(header)
        if not self._open:
            self._leave_items(indent)
            self._level = len(self._items)
        self._open.append(line.lstrip() if self._items else line)
        return pieces

    def _leave_items(self, indent: int) -> None:
        while self._items and indent < self._items[-1]:
            self._items.pop()
