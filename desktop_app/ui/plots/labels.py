"""Finds places for the words beside the points of a map."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF


def placed_labels(
    points: Sequence[QPointF], sizes: Sequence[QSizeF], area: QRectF, gap: float
) -> list[QRectF | None]:
    """A box of each size beside its point: right, left, above or below, where none is covered.

    A label that would cover another, a point or the edge of `area` everywhere gets None.
    """
    dots = [QRectF(point.x() - gap, point.y() - gap, 2 * gap, 2 * gap) for point in points]
    taken: list[QRectF] = []
    boxes: list[QRectF | None] = []
    for index, (point, size) in enumerate(zip(points, sizes, strict=True)):
        others = [*taken, *dots[:index], *dots[index + 1 :]]
        free = (
            box
            for box in _around(point, size, gap)
            if area.contains(box) and not any(box.intersects(other) for other in others)
        )
        box = next(free, None)
        if box is not None:
            taken.append(box)
        boxes.append(box)
    return boxes


def _around(point: QPointF, size: QSizeF, gap: float) -> tuple[QRectF, ...]:
    width, height = size.width(), size.height()
    middle, centre = point.y() - height / 2, point.x() - width / 2
    corners = (
        (point.x() + gap, middle),
        (point.x() - gap - width, middle),
        (centre, point.y() - gap - height),
        (centre, point.y() + gap),
    )
    return tuple(QRectF(QPointF(*corner), size) for corner in corners)
