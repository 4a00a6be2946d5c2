"""Widths that follow the size of the text, so that words keep fitting where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_USUAL_HEIGHT = 10.0  # points
_SHARE = 0.5  # of what the text grows: labels above fields need less than the same again


def follow_text_width(widget: QWidget, width: int, share: float = _SHARE) -> None:
    """Give `widget` a fixed width: `width` pixels for text of the usual size, more for larger.

    With `share` 1 it grows as the text does.
    """
    _Follower(widget, width, share).adapt()


def text_width(width: int, share: float = _SHARE) -> int:
    """The pixels that take the place of `width`, which is right for text of the usual size."""
    growth = max(0.0, QGuiApplication.font().pointSizeF() / _USUAL_HEIGHT - 1)
    return round(width * (1 + share * growth))


class _Follower(QObject):
    def __init__(self, widget: QWidget, width: int, share: float) -> None:
        super().__init__(widget)
        self._share = share
        self._widget = widget
        self._width = width
        widget.installEventFilter(self)

    def adapt(self) -> None:
        self._widget.setFixedWidth(text_width(self._width, self._share))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt tells windows alone that the application's font has changed, all others of their own.
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange}:
            self.adapt()
        return False
