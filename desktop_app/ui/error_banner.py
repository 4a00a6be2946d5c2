"""The banner in a tab: what went wrong, with an offer to try again, or when that happens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.errors import ErrorText
from desktop_app.ui.retry_countdown import RetryCountdown
from desktop_app.ui.retry_wait import RetryWait
from desktop_app.ui.widgets import icon_button, named, push_button

_MOST_LINES = 4


class ErrorBanner(QWidget):
    """Hidden until there is something to say. The label `<tab>.error` is empty without an error.

    While a call waits in `retry_wait` to be made again, the countdown takes the error's place.
    """

    retry_requested = Signal()
    error_changed = Signal(object)
    """What it is about now: an exception, or None when it says something else or nothing."""

    def __init__(self, tab: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ErrorText(self)
        self._steps_back = False
        self._text = named(QLabel(wordWrap=True), f"{tab}.error")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._retry = push_button(f"{tab}.retry", self.tr("Retry"), icon_name="retry")
        self._retry.setToolTip(self.tr("Ask the same again"))
        self._retry.clicked.connect(self.retry_requested)
        dismiss = icon_button(f"{tab}.dismiss_error", "close", self.tr("Close this message"))
        dismiss.clicked.connect(self.clear)
        self._error = QFrame()
        self._error.setProperty("role", "banner")
        self._row = QHBoxLayout(self._error)
        self._row.setContentsMargins(12, 8, 8, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(dismiss, 0, Qt.AlignmentFlag.AlignTop)
        parts = QVBoxLayout(self)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.addWidget(self._error)
        self._countdown = RetryCountdown(tab)
        self._countdown.retry_now_requested.connect(self._on_retry_now)
        self._countdown.cancel_requested.connect(self._on_cancel)
        self._countdown.hide()
        parts.addWidget(self._countdown)
        self.hide()
        self.retry_wait = RetryWait(self)
        self.retry_wait.changed.connect(self._show_wait)

    def follow(self, retry_wait: RetryWait) -> None:
        """Show from now on what waits there."""
        self.retry_wait.changed.disconnect(self._show_wait)
        self.retry_wait = retry_wait
        self.retry_wait.changed.connect(self._show_wait)
        self._show_wait()

    def add_action(self, name: str, text: str) -> QPushButton:
        """A button for another way out, not shown at first; returned for its `clicked`."""
        button = push_button(name, text)
        button.hide()
        self._row.insertWidget(1, button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button

    @property
    def text(self) -> str:
        """What the banner says now, or ""."""
        return self._text.text()

    def show_error(self, error: BaseException, *, can_retry: bool = True) -> None:
        """Say what happened."""
        self.show_sentence(self._words.sentence(error), can_retry=can_retry)
        self.error_changed.emit(error)

    def show_errors(self, errors: Sequence[BaseException]) -> None:
        """Say of each of them what happened; of many, of the first ones."""
        sentences = list(dict.fromkeys(map(self._words.sentence, errors)))
        shown = sentences[:_MOST_LINES]
        if more := len(sentences) - len(shown):
            shown.append(self.tr("… and %n more", "", more))
        self.show_sentence("\n".join(shown))

    def show_sentence(self, sentence: str, *, can_retry: bool = False) -> None:
        """Say `sentence`, which is translated already."""
        self._text.setText(sentence)
        self._retry.setVisible(can_retry)
        self.error_changed.emit(None)
        self._show_part()

    def step_back(self, steps_back: bool) -> None:
        """Stay unseen while another banner says the same; or no longer."""
        self._steps_back = steps_back
        self._show_part()

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self._text.clear()
        self.error_changed.emit(None)
        self._show_part()

    def _show_wait(self) -> None:
        self._countdown.show_waiting(self.retry_wait.current, self.retry_wait.seconds_left)
        self._show_part()

    def _on_retry_now(self) -> None:
        self.retry_wait.retry_now()

    def _on_cancel(self) -> None:
        self.retry_wait.give_up()

    def _show_part(self) -> None:
        waits = self.retry_wait.current is not None
        self._countdown.setVisible(waits)
        self._error.setHidden(waits)
        self.setVisible((waits or bool(self.text)) and not self._steps_back)
