"""How plots are handled: wheel, mouse and keys."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtWidgets import QToolTip
from typing_extensions import override

from desktop_app.ui.plots.canvas import NOTHING, PlotCanvas

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent

    from desktop_app.ui.theme import ThemeManager

_KEY_ZOOM = 1.25
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class InteractivePlot(PlotCanvas):
    """The wheel zooms, dragging moves, a double click shows all, hovering tells the item.

    From the keyboard: plus and minus zoom, Home shows all, arrows go from item to item.
    """

    def __init__(self, name: str, spoken: str, theme: ThemeManager) -> None:
        super().__init__(name, spoken, theme)
        self._drag_from: QPointF | None = None
        self.setMouseTracking(True)

    def item_at(self, position: QPointF) -> int:
        """The item painted there, or NOTHING."""
        raise NotImplementedError

    def step(self, right: int, down: int) -> int:
        """The item that an arrow key goes to from the current one, or NOTHING."""
        raise NotImplementedError

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom(1.0015 ** event.angleDelta().y(), event.position())
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._drag_from = event.position()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag_from is not None:
            self.viewport.move_by(event.position() - self._drag_from)
            self._drag_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.refresh()
            return
        self.set_current(self.item_at(event.position()))
        self._show_tip(event.globalPosition().toPoint())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._drag_from = None
        self.unsetCursor()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.show_all()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self.set_current(NOTHING)
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in _STEPS:
            self.set_current(self.step(*_STEPS[Qt.Key(key)]))
            if self.current != NOTHING:
                self._show_tip(self.mapToGlobal(self.item_place(self.current)).toPoint())
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self._zoom(_KEY_ZOOM, self.viewport.area.center())
        elif key == Qt.Key.Key_Minus:
            self._zoom(1 / _KEY_ZOOM, self.viewport.area.center())
        elif key in {Qt.Key.Key_0, Qt.Key.Key_Home}:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def _zoom(self, factor: float, about: QPointF) -> None:
        self.viewport.zoom_by(factor, about)
        self.refresh()

    def _show_tip(self, place: QPoint) -> None:
        if self.current == NOTHING:
            QToolTip.hideText()
            return
        lines = self.item_text(self.current).split("\n")
        QToolTip.showText(place, "<br>".join(html.escape(line) for line in lines), self)
