"""Takes the Esc key for one purpose, before any shortcut sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class EscapeWatch(QObject):
    """While it watches and `widget` can be seen, Esc anywhere in its window is `pressed`."""

    pressed = Signal()

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget = widget
        self._window: QWidget | None = None

    def set_watching(self, watching: bool) -> None:
        """Begin or end; Esc means again what it meant before."""
        if watching and self._window is None:
            self._window = self._widget.window()
            self._window.installEventFilter(self)
        elif not watching and self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if not is_escape or not self._widget.isVisible():
            return False
        event.accept()  # also when it is asked whether a shortcut may have it
        if event.type() == QEvent.Type.KeyPress:
            self.pressed.emit()
        return True
