"""What stands behind the text of a page: panels, quote bars, thematic breaks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop_app.tabs.chat.exchange.paper.document import line_spans
from desktop_app.tabs.chat.exchange.paper.tables import TableLine, table_lines
from desktop_app.ui.transcript.formats import (
    BUBBLE,
    BUBBLE_PAD,
    CODE,
    CODE_PAD,
    PAD,
    QUOTE,
    RULE,
    SIDE,
    WIDTH,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock

    from desktop_app.tabs.chat.exchange.paper.document import PaperDocument
    from desktop_app.ui.transcript.style import TranscriptStyle

_RADIUS = 7.0
_BAR = 2.5
_LINE = 0.75
_DEEPEST_QUOTE = 8
_EDGE = 8
"""Pixels that a panel which goes on over the page reaches beyond the text."""


@dataclass(slots=True)
class _Span:
    """The part of a run of blocks that stands on one page."""

    left: float
    right: float
    top: float
    bottom: float
    is_first: bool
    pad_below: float = _EDGE


class Panels:
    """Finds the shapes of a document that is laid out, and paints those of a page."""

    def __init__(self, document: PaperDocument, style: TranscriptStyle) -> None:
        self._document = document
        self._style = style
        self._page = document.pageSize()
        self._lines: dict[int, list[TableLine]] = defaultdict(list)
        for line in table_lines(document):
            self._lines[line.page].append(line)
        self._shapes: dict[int, list[tuple[int, _Span]]] = defaultdict(list)
        self._blocks = list(_blocks(document))
        for kind in (BUBBLE, CODE, RULE):
            for run in self._runs(kind):
                self._add(kind, run)
        for level in range(1, _DEEPEST_QUOTE + 1):
            for run in self._quotes(level):
                self._add(QUOTE, run, level)

    def paint(self, painter: QPainter, page: int) -> None:
        """Paint those of a page, from 0, in the document's coordinates."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for kind, span in self._shapes[page]:
            if kind in {BUBBLE, CODE}:
                self._panel(painter, kind, span)
                continue
            shape = QRectF(span.left, span.top, span.right - span.left, span.bottom - span.top)
            if kind == RULE:
                shape = QRectF(span.left, shape.center().y(), shape.width(), _LINE)
            painter.fillRect(shape, QColor(self._style.border))
        for line in self._lines[page]:
            colour = self._style.muted if line.is_below_header else self._style.border
            rule = QRectF(line.left, line.y, line.right - line.left, _LINE)
            painter.fillRect(rule, QColor(colour))

    def _runs(self, kind: int) -> list[list[QTextBlock]]:
        """Neighbouring blocks that share a panel."""
        grouped = groupby(self._blocks, lambda block: block.blockFormat().intProperty(kind))
        return [list(blocks) for number, blocks in grouped if number]

    def _quotes(self, level: int) -> list[list[QTextBlock]]:
        """Neighbouring blocks that share the bar of a level, from 1."""
        grouped = groupby(self._blocks, lambda block: _quotes_of(block) >= level)
        return [list(blocks) for is_quote, blocks in grouped if is_quote]

    def _add(self, kind: int, run: list[QTextBlock], level: int = 0) -> None:
        spans: dict[int, _Span] = {}
        for block in run:
            for top, bottom in line_spans(self._document, block):
                page = int(top // self._page.height())
                span = spans.get(page)
                if span is None:
                    left, right = self._sides(kind, block, level)
                    spans[page] = _Span(left, right, top, bottom, is_first=not spans)
                else:
                    span.bottom = max(span.bottom, bottom)
        if not spans:
            return
        last = spans[max(spans)]
        last.pad_below = _pad_below(kind, run[-1])
        for page, span in spans.items():
            self._shapes[page].append((kind, span))

    def _sides(self, kind: int, block: QTextBlock, level: int) -> tuple[float, float]:
        width = self._page.width()
        left = SIDE + block.blockFormat().leftMargin()
        if kind == BUBBLE:
            return 0, width
        if kind == CODE:
            return left - PAD, width - SIDE - block.blockFormat().rightMargin() + PAD
        if kind == QUOTE:
            left -= (_quotes_of(block) - level + 1) * WIDTH
            return left, left + _BAR
        return left, width - SIDE

    def _panel(self, painter: QPainter, kind: int, span: _Span) -> None:
        pad = BUBBLE_PAD if kind == BUBBLE else CODE_PAD
        top = span.top - (pad if span.is_first else _EDGE)
        height = span.bottom + span.pad_below - top
        shape = QRectF(span.left, top, span.right - span.left, height)
        if kind == BUBBLE:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._style.bubble))
        else:
            painter.setPen(QPen(QColor(self._style.border), _LINE))
            painter.setBrush(QColor(self._style.code_background))
        painter.drawRoundedRect(shape, _RADIUS, _RADIUS)


def _blocks(document: PaperDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _quotes_of(block: QTextBlock) -> int:
    return block.blockFormat().intProperty(QUOTE)


def _pad_below(kind: int, last: QTextBlock) -> float:
    if kind == CODE:
        return CODE_PAD
    is_code = last.blockFormat().hasProperty(CODE)
    return BUBBLE_PAD + (CODE_PAD if is_code else 0)
