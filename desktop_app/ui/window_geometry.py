"""Where a window stood, as a line of text, and where it stands again: always on a screen.

The first paint waits for this module.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_TITLE_BAR = 40  # pixels above the content that the window manager may want
_MAXIMISED = "maximised"


class StoredGeometry(NamedTuple):
    """The content of a window while it is not maximised, in pixels independent of the device."""

    rect: QRect
    is_maximised: bool

    def __str__(self) -> str:
        """The line for the settings."""
        rect = self.rect
        words = [str(value) for value in (rect.x(), rect.y(), rect.width(), rect.height())]
        return " ".join(words + [_MAXIMISED] * self.is_maximised)

    @classmethod
    def of_text(cls, text: str) -> StoredGeometry | None:
        """What such a line says; None for another one."""
        words = text.split()
        if len(words) not in {4, 5}:
            return None
        try:
            left, top, width, height = map(int, words[:4])
        except ValueError:
            return None
        if width <= 0 or height <= 0 or max(map(abs, (left, top, width, height))) > 1 << 20:
            return None
        return cls(QRect(left, top, width, height), words[4:] == [_MAXIMISED])


def geometry_of(window: QWidget) -> StoredGeometry:
    """Where a window stands now, or would if it were not maximised."""
    normal = window.normalGeometry() if window.isMaximized() else window.geometry()
    return StoredGeometry(normal, window.isMaximized())


def place(window: QWidget, text: str) -> bool:
    """Put a window, not yet shown, where `text` says; whether it was maximised there."""
    stored = StoredGeometry.of_text(text)
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if stored is None:
        room = _room(screens[0]).size()
        if room.expandedTo(window.minimumSize()) == room:
            window.resize(window.size().boundedTo(room))
        return False
    window.setGeometry(on_screen(stored.rect, screens))
    return stored.is_maximised


def on_screen(rect: QRect, screens: Sequence[QRect]) -> QRect:
    """The rectangle itself if all of it can be seen, else moved and shrunk onto one screen.

    The screen is that with the largest part of it, or the first of `screens`, the main one.
    """
    rooms = [_room(screen) for screen in screens]
    if sum(_area(rect.intersected(room)) for room in rooms) >= _area(rect):
        return rect
    room = max(rooms, key=lambda each: _area(rect.intersected(each)))
    size = rect.size().boundedTo(room.size())
    left = min(max(rect.left(), room.left()), room.right() + 1 - size.width())
    top = min(max(rect.top(), room.top()), room.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def _room(screen: QRect) -> QRect:
    return screen.adjusted(0, _TITLE_BAR, 0, 0)


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if rect.isValid() else 0
