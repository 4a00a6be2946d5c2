"""Paints the shades behind the tokens that can be seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple, cast

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QBrush

from desktop_app.tabs.completion.shades import SHADES, shade_colour

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QTextBlock, QTextLine

    from desktop_app.tabs.completion.token_spans import TokenSpans

_MOST_LINES = 2_000  # that are kept


class Row(NamedTuple):
    """A line on the screen: where its block begins in the text, and where on the screen."""

    line: QTextLine
    begin: int
    offset: QPointF


def rows(block: QTextBlock, offset: QPointF, first: int, bottom: float) -> Iterator[Row]:
    """The lines from that of the position `first` to the height `bottom`.

    `offset` is where the first block begins; each further block follows below the one before it.
    """
    while block.isValid() and offset.y() <= bottom:
        layout = block.layout()
        inner = max(first - block.position(), 0)
        start = layout.lineForTextPosition(inner).lineNumber() if inner else 0
        for number in range(start, layout.lineCount()):
            line = layout.lineAt(number)
            if offset.y() + line.y() > bottom:
                return
            yield Row(line, block.position(), offset)
        offset = offset + QPointF(0, layout.boundingRect().height())
        block = block.next()


class ShadePainter:
    """Fills what lies behind the tokens of lines; what was measured once is kept."""

    def __init__(self) -> None:
        self._look: object = None
        self._kept: dict[tuple[int, int], list[tuple[QRectF, QBrush]]] = {}

    def paint(
        self, painter: QPainter, spans: TokenSpans, visible: Iterator[Row], look: object
    ) -> None:
        """`look` is anything that differs when a line of the same places looks otherwise."""
        if look != self._look or len(self._kept) > _MOST_LINES:
            self._kept.clear()
            self._look = look
        for line, begin, offset in visible:
            first = begin + line.textStart()
            place = first, first + line.textLength()
            areas = self._kept.get(place)
            if areas is None:
                areas = self._kept[place] = list(_areas(line, begin, spans))
            if areas:
                origin = offset + QPointF(0, line.y())
                painter.translate(origin)
                for area, brush in areas:
                    painter.fillRect(area, brush)
                painter.translate(-origin)


def _areas(line: QTextLine, begin: int, spans: TokenSpans) -> Iterator[tuple[QRectF, QBrush]]:
    """What is to be filled in a line, from its top."""
    first = begin + line.textStart()
    last = first + line.textLength()
    for start, end, shade in spans.shaded(first, last):
        left = _x(line, max(start, first) - begin)
        right = _x(line, min(end, last) - begin)
        yield QRectF(left, 0, right - left, line.height()).normalized(), _BRUSHES[shade]


def _x(line: QTextLine, position: int) -> float:
    # The stubs speak of a number; what comes is a pair of it and the position.
    x, _position = cast("tuple[float, int]", line.cursorToX(position))
    return x


_BRUSHES = [QBrush(shade_colour(shade.strength)) for shade in SHADES]
