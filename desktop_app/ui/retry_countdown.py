"""Says when a call is made again for which the server had no room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.errors import RateLimited
from desktop_app.ui.announcing import announce
from desktop_app.ui.duration import time_left
from desktop_app.ui.widgets import label, named, push_button

if TYPE_CHECKING:
    from desktop_app.core.retries import RetryWaiting


class RetryCountdown(QFrame):
    """The label `<tab>.countdown`, and the buttons `<tab>.retry_now` and `<tab>.cancel_retry`."""

    retry_now_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, tab: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._told: RetryWaiting | None = None
        self._time = named(label("", "section"), f"{tab}.countdown")
        self._reason = named(label("", "muted"), f"{tab}.countdown_reason")
        self._reason.setTextFormat(Qt.TextFormat.PlainText)
        self._reason.setWordWrap(True)
        now = push_button(f"{tab}.retry_now", self.tr("Retry now"), icon_name="retry")
        now.setToolTip(self.tr("Ask the same again at once"))
        now.clicked.connect(self.retry_now_requested)
        cancel = push_button(f"{tab}.cancel_retry", self.tr("Cancel"), role="quiet")
        cancel.setToolTip(self.tr("Do not ask again by itself"))
        cancel.clicked.connect(self.cancel_requested)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._time)
        words.addWidget(self._reason)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addLayout(words, 1)
        row.addWidget(now, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(cancel, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_waiting(self, told: RetryWaiting | None, seconds_left: float) -> None:
        """Say how long it takes still; of None, nothing."""
        self._time.setText(self._time_text(told, seconds_left) if told else "")
        if told is self._told:
            return
        self._told = told
        self._reason.setText(self._reason_text(told) if told else "")
        self._reason.setToolTip(told.error.detail if told else "")
        announce(self._time, self._time.text())  # not again each second

    def _time_text(self, told: RetryWaiting, seconds_left: float) -> str:
        return self.tr("Asking again in {time} ({attempt} of {of})").format(
            time=time_left(seconds_left), attempt=told.attempt, of=told.of
        )

    def _reason_text(self, told: RetryWaiting) -> str:
        if isinstance(told.error, RateLimited):
            text = self.tr("{host} takes no more requests for the moment.")
        else:
            text = self.tr("{host} has no room for the moment.")
        return text.format(host=told.error.host)
