"""A square matrix of similarities as coloured cells, with values where they have room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPainter
from typing_extensions import override

from desktop_app.ui.plots.canvas import NOTHING
from desktop_app.ui.plots.colour_scale import colour_scale
from desktop_app.ui.plots.heat_marks import FOOTER, HEADER, HeatMarks
from desktop_app.ui.plots.interactive_plot import InteractivePlot
from desktop_app.ui.plots.raster import cells, image_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from desktop_app.ui.plots.colour_scale import Pixels
    from desktop_app.ui.theme import ThemeManager

_LARGEST_CELL = 88
_SMALLEST_LABELLED_CELL = 15
_NUMBER_WIDTH = 56
_LABEL_SHARE = 0.36  # of the width, at most
_MEASURED_LABELS = 64  # the others are as wide or are shortened
_TIP_LENGTH = 300  # characters of a text


class HeatMap(InteractivePlot):
    """Shows how similar n texts are to one another; hovering tells both texts and the value.

    The colours span the values beside the diagonal, which is left neutral: everything is the
    same as itself, and a scale that reaches up to there would drown the differences.
    """

    def __init__(self, name: str, spoken: str, theme: ThemeManager) -> None:
        super().__init__(name, spoken, theme)
        self._values: NDArray[np.float32] | None = None
        self._labels: Sequence[str] = ()
        self._limits = (0.0, 1.0)
        self._label_width = 0.0

    @property
    def limits(self) -> tuple[float, float]:
        """The values at both ends of the scale of colours."""
        return self._limits

    def show_matrix(self, values: NDArray[np.float32], labels: Sequence[str]) -> None:
        """Show `values` of shape (n, n) between the texts `labels`."""
        self.set_current(NOTHING)
        self._values = values
        self._labels = labels
        self._limits = _limits_beside_diagonal(values)
        metrics = self.fontMetrics()
        widths = (metrics.horizontalAdvance(text) for text in labels[:_MEASURED_LABELS])
        self._label_width = max(widths, default=0) + 48.0
        self.viewport.set_content(QRectF(0, 0, len(labels), len(labels)))
        self.refresh()

    @override
    def item_text(self, item: int) -> str:
        row, column = divmod(item, len(self._labels))
        texts = (self._labels[row][:_TIP_LENGTH], self._labels[column][:_TIP_LENGTH])
        if self._values is None or row == column:
            return texts[0]
        return "\n".join((f"{self._values[row, column]:.3f}", *texts))

    @override
    def item_at(self, position: QPointF) -> int:
        if self._values is None or not self.viewport.area.contains(position):
            return NOTHING
        place = self.viewport.to_plane(position)
        last = len(self._labels) - 1
        return min(int(place.y()), last) * len(self._labels) + min(int(place.x()), last)

    @override
    def item_place(self, item: int) -> QPointF:
        row, column = divmod(item, len(self._labels))
        return self.viewport.to_screen(column + 0.5, row + 0.5)

    @override
    def step(self, right: int, down: int) -> int:
        count = len(self._labels)
        if self.current == NOTHING:
            return 0 if count else NOTHING
        row, column = divmod(self.current, count)
        row = min(max(row + down, 0), count - 1)
        return row * count + min(max(column + right, 0), count - 1)

    @override
    def arrange(self, size: QSize) -> QRectF:
        height = size.height() - HEADER - FOOTER
        left = min(self._label_width, size.width() * _LABEL_SHARE)
        if height < len(self._labels) * _SMALLEST_LABELLED_CELL:
            left = _NUMBER_WIDTH
        side = max(min(size.width() - left - 1, height, len(self._labels) * _LARGEST_CELL), 1)
        indent = (size.width() - left - side) / 2
        return QRectF(round(left + indent), HEADER, round(side), round(side))

    @override
    def rasterised(self, ratio: float) -> QImage | None:
        if self._values is None:
            return None
        import numpy as np

        side = max(round(self.viewport.area.width() * ratio), 1)
        first = self.viewport.to_plane(self.viewport.area.topLeft())
        along = (np.arange(side) + 0.5) / (ratio * self.viewport.scale)
        last = len(self._labels) - 1
        rows = np.clip(first.y() + along, 0, last).astype(np.intp)
        columns = np.clip(first.x() + along, 0, last).astype(np.intp)
        pixels = cells(self._values, rows, columns, self._scale(), self._limits)
        pixels[rows[:, np.newaxis] == columns] = QColor(self.colours.sunken).rgba()
        return image_of(pixels, ratio)

    @override
    def paint_over(self, painter: QPainter) -> None:
        if self._values is None:
            return
        marks = HeatMarks(
            self.viewport, self._values, self._labels, self._limits, self._scale(), self.colours
        )
        marks.paint(painter)

    @override
    def paint_mark(self, painter: QPainter) -> None:
        corner = self.viewport.to_screen(*reversed(divmod(self.current, len(self._labels))))
        painter.setClipRect(self.viewport.area)
        painter.drawRect(QRectF(corner, QSizeF(self.viewport.scale, self.viewport.scale)))

    def _scale(self) -> Pixels:
        return colour_scale(self.colours.accent_soft, self.colours.accent)


def _limits_beside_diagonal(values: NDArray[np.float32]) -> tuple[float, float]:
    count = len(values)
    if count < 2:
        return 0.0, 1.0
    # From one element of the diagonal to the next it is a row and a column: they line up.
    beside = values.reshape(-1)[1:].reshape(count - 1, count + 1)[:, :-1]
    return float(beside.min()), float(beside.max())
