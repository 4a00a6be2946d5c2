"""Where the keyboard goes when a page is given it as a whole.

A focus proxy would say it too, but with one, Tab leaves out all that comes before the proxy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFocusEvent
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def lead_focus(page: QWidget, to: QWidget) -> None:
    """Whoever gives `page` the keyboard gives it to `to`."""
    page.installEventFilter(_Leader(page, to))


class _Leader(QObject):
    def __init__(self, page: QWidget, to: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._to = to

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and isinstance(event, QFocusEvent) and event.gotFocus():
            self._to.setFocus(event.reason())
        return False
