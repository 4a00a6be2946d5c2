"""The strip that shows how far an export has come, and what was done."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QWidget

from desktop_app.ui.widgets import icon_button, named, push_button

_SHOWN_FOR = 12_000  # milliseconds that a result stays; it is no error
_BAR_WIDTH = 180
_QUICK = 300  # milliseconds of work of which nothing is shown


class ExchangeStrip(QFrame):
    """Hidden while there is nothing to say."""

    cancel_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._text = named(QLabel(wordWrap=True), "chat.export_status")
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._bar = named(QProgressBar(), "chat.export_progress", self.tr("Progress"))
        self._bar.setFixedWidth(_BAR_WIDTH)
        self._cancel = push_button("chat.export_cancel", self.tr("Cancel"))
        self._cancel.clicked.connect(self.cancel_requested)
        self._close = icon_button("chat.export_close", "close", self.tr("Close this message"))
        self._close.clicked.connect(self.clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(self._bar)
        row.addWidget(self._cancel)
        row.addWidget(self._close)
        self._end = QTimer(self, interval=_SHOWN_FOR, singleShot=True)
        self._end.timeout.connect(self.clear)
        self._begin = QTimer(self, interval=_QUICK, singleShot=True)
        self._begin.timeout.connect(self.show)
        self.clear()

    @property
    def text(self) -> str:
        """What it says now, or ""."""
        return self._text.text()

    def begin(self, text: str) -> None:
        """Something is under way, of which it is not known yet how long it takes."""
        self._end.stop()
        self._text.setText(text)
        self._bar.setRange(0, 0)
        self._show_busy(True)
        self._begin.start()

    def show_progress(self, text: str, done: int, total: int) -> None:
        """So many of so many are done; without a total it is only under way."""
        self._text.setText(text)
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def show_result(self, text: str) -> None:
        """What was done."""
        self._begin.stop()
        self._text.setText(text)
        self._show_busy(False)
        self.show()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self._end.start()

    def clear(self) -> None:
        """Nothing is under way, and nothing is to be said."""
        self._begin.stop()
        self._end.stop()
        self._text.clear()
        self.hide()

    def _show_busy(self, busy: bool) -> None:
        self._bar.setVisible(busy)
        self._cancel.setVisible(busy)
        self._close.setVisible(not busy)
