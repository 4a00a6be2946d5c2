"""Paints what a text document cannot: rounded panels, quote bars, thematic breaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QTextBlock, QTextDocument

from desktop_app.ui.transcript.formats import (
    BUBBLE,
    BUBBLE_PAD,
    CHIP,
    CHIP_PAD,
    CODE,
    CODE_PAD,
    PAD,
    QUOTE,
    RULE,
    SIDE,
    WIDTH,
)
from desktop_app.ui.transcript.grid import grids, paint_grid

if TYPE_CHECKING:
    from desktop_app.ui.transcript.style import TranscriptStyle

_BUBBLE_RADIUS = 12.0
_CODE_RADIUS = 8.0
_BAR = 3
_LOWER = 2
"""A line's extra height stands above its text; this makes up for it below."""


class Decoration:
    """Paints behind the blocks that are in view, in the document's coordinates."""

    def __init__(self, document: QTextDocument, style: TranscriptStyle) -> None:
        self._document = document
        self.style = style

    def paint(self, painter: QPainter, first: QTextBlock, view: QRectF) -> None:
        """Paint from the block `first` to the lower edge of `view`."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        blocks = self._visible(first, view.bottom())
        self._panels(painter, blocks, BUBBLE, view)
        self._panels(painter, blocks, CODE, view)
        for grid in grids(blocks):
            paint_grid(painter, grid, self.style)
        painter.setPen(Qt.PenStyle.NoPen)
        for block, rect in blocks:
            quotes = block.blockFormat().intProperty(QUOTE)
            if quotes:
                self._bars(painter, block, rect, quotes)
            if block.blockFormat().hasProperty(RULE):
                left = SIDE + block.blockFormat().leftMargin()
                line = QRectF(left, rect.center().y(), view.width() - left - SIDE, 1)
                painter.fillRect(line, QColor(self.style.border))
            if block.blockFormat().hasProperty(CHIP):
                self._chip(painter, block, rect)

    def _chip(self, painter: QPainter, block: QTextBlock, rect: QRectF) -> None:
        width = max(
            block.layout().lineAt(line).naturalTextWidth()
            for line in range(block.layout().lineCount())
        )
        left = SIDE + block.blockFormat().leftMargin()
        edge = QRectF(left - CHIP_PAD, rect.top() - 4, width + 2 * CHIP_PAD, rect.height() + 8)
        painter.setPen(QPen(QColor(self.style.border), 1))
        painter.setBrush(QColor(self.style.background))
        painter.drawRoundedRect(edge.adjusted(0.5, 0.5, -0.5, -0.5), _CODE_RADIUS, _CODE_RADIUS)
        painter.setPen(Qt.PenStyle.NoPen)

    def _visible(self, block: QTextBlock, bottom: float) -> list[tuple[QTextBlock, QRectF]]:
        layout = self._document.documentLayout()
        blocks: list[tuple[QTextBlock, QRectF]] = []
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            blocks.append((block, rect))
            if rect.top() > bottom:
                break
            block = block.next()
        return blocks

    def _panels(
        self, painter: QPainter, blocks: list[tuple[QTextBlock, QRectF]], kind: int, view: QRectF
    ) -> None:
        top: float | None = None
        for block, rect in blocks:
            number = block.blockFormat().intProperty(kind)
            if not number:
                continue
            if top is None:
                starts = _number(block.previous(), kind) != number
                top = rect.top() - self._pad(kind) if starts else view.top() - 40
            if _number(block.next(), kind) != number:
                bottom = rect.bottom() + self._below(block, kind)
                self._panel(painter, block, kind, QRectF(0, top, view.width(), bottom - top))
                top = None
        if top is not None:
            block = blocks[-1][0]
            height = view.bottom() + 40 - top
            self._panel(painter, block, kind, QRectF(0, top, view.width(), height))

    @staticmethod
    def _pad(kind: int) -> int:
        return BUBBLE_PAD if kind == BUBBLE else CODE_PAD

    @staticmethod
    def _below(block: QTextBlock, kind: int) -> int:
        if kind == CODE:
            return CODE_PAD + _LOWER
        inner = CODE_PAD + _LOWER if block.blockFormat().intProperty(CODE) else 0
        return BUBBLE_PAD + _LOWER + inner

    def _panel(self, painter: QPainter, block: QTextBlock, kind: int, rect: QRectF) -> None:
        if kind == BUBBLE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.style.bubble))
            painter.drawRoundedRect(rect, _BUBBLE_RADIUS, _BUBBLE_RADIUS)
            return
        margins = block.blockFormat()
        rect.setLeft(SIDE + margins.leftMargin() - PAD)
        rect.setRight(rect.right() - SIDE - margins.rightMargin() + PAD)
        painter.setPen(QPen(QColor(self.style.border), 1))
        painter.setBrush(QColor(self.style.code_background))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), _CODE_RADIUS, _CODE_RADIUS)

    def _bars(self, painter: QPainter, block: QTextBlock, rect: QRectF, quotes: int) -> None:
        left = SIDE + block.blockFormat().leftMargin() - quotes * WIDTH
        following = block.next()
        bottom = rect.bottom()
        if _number(following, QUOTE):
            below = self._document.documentLayout().blockBoundingRect(following)
            bottom = max(bottom, below.top())
        painter.setBrush(QColor(self.style.border))
        for number in range(quotes):
            bar = QRectF(left + number * WIDTH, rect.top() + _LOWER, _BAR, bottom - rect.top())
            painter.fillRect(bar, QColor(self.style.border))


def _number(block: QTextBlock, kind: int) -> int:
    return block.blockFormat().intProperty(kind) if block.isValid() else 0
