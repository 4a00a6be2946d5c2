"""What is written over and around the cells of a heat map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop_app.ui.plots.colour_scale import STEPS, readable_on
from desktop_app.ui.plots.raster import image_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from desktop_app.ui.plots.colour_scale import Pixels
    from desktop_app.ui.plots.viewport import Viewport
    from desktop_app.ui.theme import Colours

HEADER = 28  # pixels above the cells, for the column numbers
FOOTER = 40  # pixels below the cells, for the scale of colours

_CELL_FOR_GAPS = 12
_CELL_FOR_LABELS = 15
_ROOM_FOR_LABELS = 64
_CELL_FOR_VALUES = 16
_CELL_FOR_LONG_VALUES = 40
_BAR = QSizeF(160, 8)
_INKS = 16
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class HeatMarks:
    """Paints gaps, values, labels and the scale of colours of one view of a matrix."""

    viewport: Viewport
    values: NDArray[np.float32]
    labels: Sequence[str]
    limits: tuple[float, float]
    scale: Pixels
    colours: Colours

    def paint(self, painter: QPainter) -> None:
        """Paint all, where there is room for it."""
        rows, columns = self._visible()
        size = self.viewport.scale
        self._paint_scale(painter)
        if size >= _CELL_FOR_LABELS:
            self._paint_row_labels(painter, rows)
            self._paint_column_numbers(painter, columns)
        painter.setClipRect(self.viewport.area)
        if size >= _CELL_FOR_GAPS:
            self._paint_gaps(painter, rows, columns)
        if size >= _CELL_FOR_VALUES:
            self._paint_values(painter, rows, columns)
        painter.setClipping(False)

    def _visible(self) -> tuple[range, range]:
        area = self.viewport.area
        first = self.viewport.to_plane(area.topLeft())
        last = self.viewport.to_plane(area.bottomRight())
        count = len(self.labels)
        return (
            range(max(int(first.y()), 0), min(int(last.y() + 0.999), count)),
            range(max(int(first.x()), 0), min(int(last.x() + 0.999), count)),
        )

    def _cell(self, row: int, column: int) -> QRectF:
        corner = self.viewport.to_screen(column, row)
        return QRectF(corner.x(), corner.y(), self.viewport.scale, self.viewport.scale)

    def _paint_gaps(self, painter: QPainter, rows: range, columns: range) -> None:
        area = self.viewport.area
        painter.setPen(QPen(QColor(self.colours.window), 1 if self.viewport.scale < 24 else 2))
        for row in rows[1:]:
            y = round(self.viewport.to_screen(0, row).y())
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        for column in columns[1:]:
            x = round(self.viewport.to_screen(column, 0).x())
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))

    def _paint_values(self, painter: QPainter, rows: range, columns: range) -> None:
        size = self.viewport.scale
        font = painter.font()
        painter.save()
        font.setPixelSize(int(min(max(size * 0.3, 9), 14)))
        painter.setFont(font)
        low, high = self.limits
        origin = self.viewport.to_screen(0, 0)
        inks = [self._ink(int(colour)) for colour in self.scale[:: STEPS // _INKS]]
        for row in rows:
            for column in columns:
                if row == column and size < _CELL_FOR_LONG_VALUES:
                    continue  # it is 1, which has no room
                value = float(self.values[row, column])
                share = min(max((value - low) / max(high - low, 1e-9), 0), 1)
                ink = inks[int(share * (_INKS - 1))]
                painter.setPen(QColor(self.colours.muted) if row == column else ink)
                cell = QRectF(origin.x() + column * size, origin.y() + row * size, size, size)
                painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, _written(value, size))
        painter.restore()

    def _ink(self, background: int) -> QColor:
        dark = self.colours.window if self.colours.is_dark else self.colours.text
        return readable_on(QColor.fromRgb(background), dark, self.colours.on_accent)

    def _paint_row_labels(self, painter: QPainter, rows: range) -> None:
        left = self.viewport.area.left()
        metrics = painter.fontMetrics()
        number_width = metrics.horizontalAdvance(str(len(self.labels))) + 8
        room = max(left - number_width - 12, 0)
        painter.setClipRect(QRectF(0, self.viewport.area.top(), left, self.viewport.area.height()))
        for row in rows:
            box = self._cell(row, 0)
            text = metrics.elidedText(self.labels[row], Qt.TextElideMode.ElideRight, int(room))
            painter.setPen(QColor(self.colours.text))
            if room >= _ROOM_FOR_LABELS:
                painter.drawText(QRectF(0, box.top(), room, box.height()), _RIGHT, text)
            painter.setPen(QColor(self.colours.muted))
            number = QRectF(room, box.top(), number_width, box.height())
            painter.drawText(number, _RIGHT, str(row + 1))

    def _paint_column_numbers(self, painter: QPainter, columns: range) -> None:
        area = self.viewport.area
        painter.setClipRect(QRectF(area.left(), 0, area.width(), area.top()))
        painter.setPen(QColor(self.colours.muted))
        for column in columns:
            box = QRectF(self._cell(0, column).left(), 0, self.viewport.scale, HEADER)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(column + 1))
        painter.setClipping(False)

    def _paint_scale(self, painter: QPainter) -> None:
        area = self.viewport.area
        metrics = painter.fontMetrics()
        low, high = (f"{value:.2f}" for value in self.limits)
        bar = QRectF(QPointF(area.left() + metrics.horizontalAdvance(low) + 8, 0), _BAR)
        bar.moveTop(area.bottom() + 20)
        painter.drawImage(bar, image_of(self.scale[None, :]))
        painter.setPen(QColor(self.colours.muted))
        base = bar.center().y() + metrics.capHeight() / 2
        painter.drawText(QPointF(area.left(), base), low)
        painter.drawText(QPointF(bar.right() + 8, base), high)


def _written(value: float, cell: float) -> str:
    """Two decimals; in a small cell without the zero before the point."""
    text = f"{value:.2f}"
    return text if cell >= _CELL_FOR_LONG_VALUES else text.replace("0.", ".", 1)
