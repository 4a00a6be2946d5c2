"""Writes blocks into the transcript's document at one place, and can take back what it wrote."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextListFormat,
    QTextTable,
    QTextTableFormat,
)

from desktop_app.ui.transcript.formats import BUBBLE, CHROME, CODE, ITEM, QUOTE, WIDTH, Formats
from desktop_app.ui.transcript.properties import CONTINUED


@dataclass(frozen=True, slots=True)
class Mark:
    """A place to which the writer can go back."""

    cursor: QTextCursor
    is_fresh: bool

    @property
    def position(self) -> int:
        """In the document as it is now."""
        return self.cursor.position()

    def at(self) -> QTextCursor:
        """A cursor at the place; the mark's own one would not move on while writing."""
        cursor = QTextCursor(self.cursor.document())
        cursor.setPosition(self.position)
        return cursor


class Writer:
    """Appends blocks after its cursor; the first block reuses an empty one if it stands there."""

    def __init__(self, cursor: QTextCursor, formats: Formats, *, is_fresh: bool) -> None:
        self.cursor = cursor
        self.formats = formats
        self.bubble = 0
        self.quotes = 0
        self._is_fresh = is_fresh

    @classmethod
    def at_end(cls, document: QTextDocument, formats: Formats) -> Writer:
        """A writer behind everything in `document`."""
        cursor = QTextCursor(document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return cls(cursor, formats, is_fresh=document.isEmpty())

    @classmethod
    def before(cls, block: QTextBlock, formats: Formats) -> Writer:
        """A writer in front of `block`."""
        cursor = QTextCursor(block)
        cursor.insertBlock()
        cursor.movePosition(QTextCursor.MoveOperation.PreviousBlock)
        return cls(cursor, formats, is_fresh=True)

    @property
    def is_fresh(self) -> bool:
        """Whether the block where it stands is not used yet."""
        return self._is_fresh

    def block(
        self,
        block: QTextBlockFormat,
        characters: QTextCharFormat,
        *,
        level: int = 0,
        quotes: int = 0,
        code: int = 0,
        is_chrome: bool = False,
    ) -> None:
        """Start a block inside `level` list items and `quotes` quotes (the writer's own added)."""
        quotes += self.quotes
        placed = QTextBlockFormat(block)
        placed.setLeftMargin(block.leftMargin() + (level + quotes) * WIDTH)
        for name, value in ((BUBBLE, self.bubble), (QUOTE, quotes), (CODE, code)):
            if value:
                placed.setProperty(name, value)
        if is_chrome:
            placed.setProperty(CHROME, 1)
        if self._ends_list(block):
            placed.setTopMargin(max(block.topMargin(), self.formats.paragraph.bottomMargin()))
        if self._is_fresh:
            self.cursor.setBlockFormat(placed)
            self.cursor.setBlockCharFormat(characters)
            self._is_fresh = False
        else:
            self.cursor.insertBlock(placed, characters)

    def _ends_list(self, block: QTextBlockFormat) -> bool:
        follows_item = not self._is_fresh and self.cursor.blockFormat().hasProperty(ITEM)
        return follows_item and not block.hasProperty(ITEM)

    def text(self, text: str, characters: QTextCharFormat) -> None:
        """Go on in the block."""
        self.cursor.insertText(text, characters)

    def list_item(self, style: QTextListFormat.Style, indent: int, start: int) -> None:
        """Make the block an item of a list of its own, `indent` from 1."""
        item = QTextListFormat()
        item.setStyle(style)
        item.setIndent(indent)
        item.setStart(start)
        self.cursor.createList(item)

    def table(self, rows: int, columns: int, table: QTextTableFormat) -> QTextTable:
        """Insert an empty table; the next block stands below it."""
        if self._is_fresh and not table.hasProperty(CONTINUED):
            self.close()
        inserted = self.cursor.insertTable(rows, columns, table)
        after = inserted.lastCursorPosition()
        after.movePosition(QTextCursor.MoveOperation.NextBlock)
        self.cursor = after
        self._is_fresh = True
        return inserted

    def merge(self, block: QTextBlockFormat) -> None:
        """Change the block where the writer stands."""
        self.cursor.mergeBlockFormat(block)

    def close(self) -> None:
        """Leave no unused block behind: one that a table needs below it is made a thin line."""
        if self._is_fresh:
            thin = QTextCharFormat()
            thin.setProperty(QTextFormat.Property.FontPixelSize, 1)
            self.block(QTextBlockFormat(), thin, is_chrome=True)

    def mark(self) -> Mark:
        """This place, for `rewind`."""
        cursor = QTextCursor(self.cursor)
        cursor.setKeepPositionOnInsert(True)
        return Mark(cursor, self._is_fresh)

    def rewind(self, mark: Mark) -> None:
        """Take back all that stands behind `mark`, to the end of the document."""
        self.cursor = mark.at()
        block = self.cursor.blockFormat()
        self.cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        self.cursor.removeSelectedText()
        if self.cursor.block().length() == 1:
            # An empty block would keep the format of the last one that was taken back.
            self.cursor.setBlockFormat(block)
        self._is_fresh = mark.is_fresh
