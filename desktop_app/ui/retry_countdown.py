"""Says when a call is made again for which the server had no room."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_app.core.errors import RateLimited
from desktop_app.ui.announcing import announce
from desktop_app.ui.duration import clock
from desktop_app.ui.widgets import label, named, push_button

if TYPE_CHECKING:
    from desktop_app.core.retries import RetryWaiting


class RetryCountdown(QWidget):
    """The label `<tab>.countdown`, and the buttons `<tab>.retry_now` and `<tab>.cancel_retry`."""

    retry_now_requested = Signal()
    cancel_requested = Signal()

    def __init__(self, tab: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: RetryWaiting | None = None
        self._text = named(label(""), f"{tab}.countdown")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        now = push_button(f"{tab}.retry_now", self.tr("Retry now"), icon_name="retry")
        now.setToolTip(self.tr("Ask the same again at once"))
        now.clicked.connect(self.retry_now_requested)
        cancel = push_button(f"{tab}.cancel_retry", self.tr("Cancel"), role="quiet")
        cancel.setToolTip(self.tr("Do not ask again by itself"))
        cancel.clicked.connect(self.cancel_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        row.addWidget(now, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(cancel, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_waiting(self, told: RetryWaiting | None, seconds_left: float) -> None:
        """Say how long it takes still; of None, nothing."""
        is_new = told is not self._told
        self._told = told
        self._text.setText(self._sentence(told, seconds_left) if told else "")
        if is_new and told is not None:
            self._text.setToolTip(told.error.detail)
            announce(self._text, self._text.text())  # not each second

    def _sentence(self, told: RetryWaiting, seconds_left: float) -> str:
        if isinstance(told.error, RateLimited):
            text = self.tr(
                "{host} takes no more requests for the moment. Asking again in {time} "
                "({attempt} of {of})."
            )
        else:
            text = self.tr("{host} is overloaded. Asking again in {time} ({attempt} of {of}).")
        seconds = math.ceil(seconds_left)
        time = self.tr("{count} s").format(count=seconds) if seconds < 60 else clock(seconds)
        return text.format(host=told.error.host, time=time, attempt=told.attempt, of=told.of)
