"""The edge that shows that the keyboard is in a page of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from desktop_app.ui.transcript.column_view import ColumnView

_RADIUS = 8
_BY_KEY = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
_FOR_A_WHILE = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}


class FocusRing(QWidget):
    """Lies over a page to which Tab has led; who has clicked into it knows without a sign.

    No border of the page itself: with one, all its lines would be laid out anew.
    """

    def __init__(self, page: ColumnView) -> None:
        super().__init__(page)
        self._page = page
        self._is_by_key = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        page.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self._page:
            return False
        if event.type() == QEvent.Type.Resize:
            self.resize(self._page.size())
        elif isinstance(event, QFocusEvent):
            if event.reason() not in _FOR_A_WHILE:
                self._is_by_key = event.gotFocus() and event.reason() in _BY_KEY
            self.setVisible(event.gotFocus() and self._is_by_key)
            self.raise_()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._page.look.link))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS
        )
