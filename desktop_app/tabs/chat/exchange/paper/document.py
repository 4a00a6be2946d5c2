"""A document that begins somewhere on a page and goes on over the following ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from desktop_app.ui.transcript.formats import BUBBLE, BUBBLE_PAD, CODE_HEADER, SIDE
from desktop_app.ui.transcript.writer import Writer

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

    from desktop_app.ui.transcript.formats import Formats

KEEP = int(QTextFormat.Property.UserProperty) + 100
"""Block property: it stands on the page on which the next block begins, as headings do."""


class PaperDocument(QTextDocument):
    """Laid out in pages of `page` pixels, the first `start` of which are taken.

    `margin` is the one below what stands above. It lives in the thread that makes it.
    """

    def __init__(self, page: QSizeF, start: float, margin: float) -> None:
        super().__init__()
        self._start = start
        self._margin = margin
        self._checked = 0  # blocks
        self.setUndoRedoEnabled(False)
        self.setUseDesignMetrics(True)  # widths do not depend on a screen
        self.setDocumentMargin(0)
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setDefaultTextOption(wrapping)
        frame = self.rootFrame().frameFormat()
        frame.setLeftMargin(SIDE)
        frame.setRightMargin(SIDE)
        self.rootFrame().setFrameFormat(frame)
        self.setPageSize(page)

    def writer(self, formats: Formats) -> Writer:
        """A writer below what is taken of the first page."""
        cursor = QTextCursor(self)
        if self._start <= 0:
            return Writer(cursor, formats, is_fresh=True)
        block, characters = QTextBlockFormat(), QTextCharFormat()
        height = QTextBlockFormat.LineHeightTypes.FixedHeight.value
        block.setLineHeight(self._start, height)
        block.setBottomMargin(self._margin)
        characters.setProperty(QTextFormat.Property.FontPixelSize, 1)
        cursor.setBlockFormat(block)
        cursor.setBlockCharFormat(characters)
        return Writer(cursor, formats, is_fresh=False)

    def keep_headings(self) -> None:
        """Move headings to the page on which begins what they head; after each piece of text.

        Later it would be too late: Qt shifts lines that are laid out already by a coarser rule,
        which leaves some of them on the edge of two pages.
        """
        block = self.lastBlock()
        count = block.blockNumber()
        while (above := block.previous()).isValid():
            if not _keeps(above) and above.blockNumber() < self._checked:
                break
            if _keeps(above) and self.page_of(above) != self.page_of(block):
                _break_before(block, QTextFormat.PageBreakFlag.PageBreak_Auto)
                _break_before(above, QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            block = above
        self._checked = count

    def page_of(self, block: QTextBlock) -> int:
        """The page, from 0, on which the first line of a block stands."""
        lines = line_spans(self, block)
        return int(lines[0][0] // self.pageSize().height()) if lines else 0

    def reached(self) -> tuple[float, float]:
        """Where the last block ends, and the margin below it."""
        last = self.lastBlock()
        lines = line_spans(self, last)
        return (lines[-1][1] if lines else self._start), last.blockFormat().bottomMargin()


def line_spans(document: QTextDocument, block: QTextBlock) -> list[tuple[float, float]]:
    """Top and bottom of each line of a block, in the document's coordinates."""
    layout = block.layout()
    top = document.documentLayout().blockBoundingRect(block).top()
    lines = [layout.lineAt(number) for number in range(layout.lineCount())]
    return [(top + line.y(), top + line.y() + line.height()) for line in lines]


def _keeps(block: QTextBlock) -> bool:
    shape = block.blockFormat()
    return bool(shape.headingLevel() or shape.hasProperty(KEEP) or shape.hasProperty(CODE_HEADER))


def _break_before(block: QTextBlock, policy: QTextFormat.PageBreakFlag) -> None:
    shape = block.blockFormat()
    if shape.pageBreakPolicy() == policy:
        return
    if policy == QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore:
        shape.setTopMargin(BUBBLE_PAD if shape.hasProperty(BUBBLE) else 0)
    shape.setPageBreakPolicy(policy)
    QTextCursor(block).setBlockFormat(shape)
