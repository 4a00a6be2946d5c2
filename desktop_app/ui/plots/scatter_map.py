"""Texts as points on a plane: what is alike lies close together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from typing_extensions import override

from desktop_app.ui.plots.canvas import NOTHING
from desktop_app.ui.plots.interactive_plot import InteractivePlot
from desktop_app.ui.plots.labels import placed_labels
from desktop_app.ui.plots.raster import dots, image_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from desktop_app.ui.theme import ThemeManager

_MOST_LABELS = 60  # points in view
_LABEL_WIDTH = 240
_REACH = 14.0  # pixels around a point in which the mouse finds it
_MARGIN = 0.12  # of the larger side of the points' box, so that none lies at the edge
_TIP_LENGTH = 600  # characters
_RADII = ((100, 6.0), (2_000, 4.0), (20_000, 2.5))  # for up to so many points; then 1.5


class ScatterMap(InteractivePlot):
    """Shows n texts as points; hovering tells the text, few points carry theirs."""

    def __init__(self, name: str, spoken: str, theme: ThemeManager) -> None:
        super().__init__(name, spoken, theme)
        self._points: NDArray[np.float32] | None = None
        self._texts: Sequence[str] = ()

    def show_points(self, points: NDArray[np.float32], texts: Sequence[str]) -> None:
        """Show `points` of shape (n, 2), x to the right and y upwards, n of at least 1."""
        import numpy as np

        self.set_current(NOTHING)
        self._points = points * np.array([1, -1], dtype=np.float32)
        self._texts = texts
        left, top = (float(value) for value in self._points.min(axis=0))
        right, bottom = (float(value) for value in self._points.max(axis=0))
        margin = max(right - left, bottom - top) * _MARGIN or 1.0
        box = QRectF(left, top, right - left, bottom - top)
        self.viewport.set_content(box.adjusted(-margin, -margin, margin, margin))
        self.refresh()

    @override
    def item_text(self, item: int) -> str:
        return self._texts[item][:_TIP_LENGTH]

    @override
    def item_at(self, position: QPointF) -> int:
        if self._points is None:
            return NOTHING
        place = self.viewport.to_plane(position)
        beside = self._points - (place.x(), place.y())
        distances = (beside * beside).sum(axis=1)
        nearest = int(distances.argmin())
        near_enough = distances[nearest] <= (_REACH / self.viewport.scale) ** 2
        return nearest if near_enough else NOTHING

    @override
    def item_place(self, item: int) -> QPointF:
        if self._points is None:
            return QPointF()
        x, y = self._points[item]
        return self.viewport.to_screen(float(x), float(y))

    @override
    def step(self, right: int, down: int) -> int:
        """The nearest point that lies mainly in that direction."""
        if self._points is None:
            return NOTHING
        if self.current == NOTHING:
            return 0
        beside = self._points - self._points[self.current]
        ahead = beside @ (right, down)
        aside = abs(beside @ (down, right))
        eligible = (ahead > 0) & (ahead >= aside)
        if not eligible.any():
            return self.current
        distances = (beside * beside).sum(axis=1)
        distances[~eligible] = float("inf")
        return int(distances.argmin())

    @override
    def arrange(self, size: QSize) -> QRectF:
        return QRectF(0, 0, max(size.width(), 1), max(size.height(), 1))

    @override
    def rasterised(self, ratio: float) -> QImage | None:
        if self._points is None:
            return None
        import numpy as np

        area = self.viewport.area
        origin = self.viewport.to_screen(0, 0)
        centres = self._points * self.viewport.scale + np.array(origin.toTuple(), dtype=np.float32)
        size = (round(area.width() * ratio), round(area.height() * ratio))
        pixels = dots(centres * ratio, size, self._radius() * ratio, self.colours.accent)
        return image_of(pixels, ratio)

    @override
    def paint_over(self, painter: QPainter) -> None:
        visible = self._visible()
        if len(visible) <= _MOST_LABELS:
            self._paint_labels(painter, visible)

    @override
    def paint_mark(self, painter: QPainter) -> None:
        reach = self._radius() + 3
        painter.drawEllipse(self.item_place(self.current), reach, reach)

    def _radius(self) -> float:
        return next((radius for most, radius in _RADII if len(self._texts) <= most), 1.5)

    def _visible(self) -> list[int]:
        """The points in view, in their order."""
        if self._points is None:
            return []
        if self.viewport.zoom == 1:
            return list(range(min(len(self._texts), _MOST_LABELS + 1)))
        import numpy as np

        first = self.viewport.to_plane(self.viewport.area.topLeft()).toTuple()
        last = self.viewport.to_plane(self.viewport.area.bottomRight()).toTuple()
        inside = ((self._points >= first) & (self._points <= last)).all(axis=1)
        return [int(row) for row in np.flatnonzero(inside)[: _MOST_LABELS + 1]]

    def _paint_labels(self, painter: QPainter, rows: Sequence[int]) -> None:
        metrics = painter.fontMetrics()
        words = [
            metrics.elidedText(self._texts[row], Qt.TextElideMode.ElideRight, _LABEL_WIDTH)
            for row in rows
        ]
        boxes = placed_labels(
            [self.item_place(row) for row in rows],
            [QSizeF(metrics.horizontalAdvance(word) + 1, metrics.height()) for word in words],
            self.viewport.area,
            self._radius() + 6,
        )
        painter.setPen(QColor(self.colours.text))
        for word, box in zip(words, boxes, strict=True):
            if box is not None:
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
