"""The banner in a tab that says what went wrong and offers to try again."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from desktop_app.ui.errors import ErrorText
from desktop_app.ui.widgets import icon_button, named, push_button

_MOST_LINES = 4


class ErrorBanner(QFrame):
    """Hidden until an error is shown. The label `<tab>.error` is empty when there is none."""

    retry_requested = Signal()

    def __init__(self, tab: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self._words = ErrorText(self)
        self._text = named(QLabel(wordWrap=True), f"{tab}.error")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._retry = push_button(f"{tab}.retry", self.tr("Retry"), icon_name="retry")
        self._retry.setToolTip(self.tr("Ask the same again"))
        self._retry.clicked.connect(self.retry_requested)
        dismiss = icon_button(f"{tab}.dismiss_error", "close", self.tr("Close this message"))
        dismiss.clicked.connect(self.clear)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 8, 8, 8)
        self._row.setSpacing(8)
        self._row.addWidget(self._text, 1)
        self._row.addWidget(self._retry, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(dismiss, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

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
        self.show()

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self._text.clear()
        self.hide()
