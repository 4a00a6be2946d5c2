"""Which part of a plane is shown where on the screen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF


class Viewport:
    """Shows `content`, a rectangle of a plane, in `area`, a rectangle of the screen.

    Both axes have one scale, y grows downwards. At a zoom of 1 all of the content is visible.
    """

    def __init__(self, closest: float = 64.0) -> None:
        self._closest = closest
        self._content = QRectF(0, 0, 1, 1)
        self._area = QRectF(0, 0, 1, 1)
        self._zoom = 1.0
        self._centre = self._content.center()

    @property
    def area(self) -> QRectF:
        """The part of the screen that is painted on."""
        return self._area

    @property
    def zoom(self) -> float:
        """How much larger than at first."""
        return self._zoom

    @property
    def scale(self) -> float:
        """Pixels for each unit of the plane."""
        fitting = min(
            self._area.width() / self._content.width(),
            self._area.height() / self._content.height(),
        )
        return fitting * self._zoom

    def set_content(self, content: QRectF) -> None:
        """Show another plane, all of it."""
        self._content = content
        self.show_all()

    def set_area(self, area: QRectF) -> None:
        """Paint elsewhere on the screen; what is in the centre stays there."""
        self._area = area
        self._keep_inside()

    def show_all(self) -> None:
        """Go back to a zoom of 1."""
        self._zoom = 1.0
        self._centre = self._content.center()

    def to_screen(self, x: float, y: float) -> QPointF:
        """Where a point of the plane is painted."""
        return self._area.center() + (QPointF(x, y) - self._centre) * self.scale

    def to_plane(self, position: QPointF) -> QPointF:
        """The point of the plane that is painted there."""
        return self._centre + (position - self._area.center()) / self.scale

    def zoom_by(self, factor: float, about: QPointF) -> None:
        """Zoom so that the point painted at `about` stays there."""
        fixed = self.to_plane(about)
        self._zoom = min(max(self._zoom * factor, 1.0), self._closest)
        self._centre += fixed - self.to_plane(about)
        self._keep_inside()

    def move_by(self, pixels: QPointF) -> None:
        """Drag the plane."""
        self._centre -= pixels / self.scale
        self._keep_inside()

    def _keep_inside(self) -> None:
        seen_width = self._area.width() / self.scale
        seen_height = self._area.height() / self.scale
        self._centre = QPointF(
            _within(self._centre.x(), self._content.left(), self._content.right(), seen_width),
            _within(self._centre.y(), self._content.top(), self._content.bottom(), seen_height),
        )


def _within(centre: float, first: float, last: float, seen: float) -> float:
    if seen >= last - first:
        return (first + last) / 2
    return min(max(centre, first + seen / 2), last - seen / 2)
