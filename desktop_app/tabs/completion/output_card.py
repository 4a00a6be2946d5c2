"""The card of the text that the model writes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.tabs.completion.growing_text import GrowingText
from desktop_app.ui.widgets import named, push_button


class OutputCard(QFrame):
    """The text and a button to have it continued."""

    continue_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.text = named(GrowingText(), "completion.output", self.tr("Output"))
        self.text.setPlaceholderText(self.tr("What the model writes appears here."))
        self.text.textChanged.connect(self._update)
        self._continue = push_button("completion.continue", self.tr("Continue"), icon_name="play")
        self._continue.setShortcut("Ctrl+Shift+Return")
        self._continue.setToolTip(
            self.tr("Go on from the prompt and the output so far (Ctrl+Shift+Enter)")
        )
        self._continue.clicked.connect(self.continue_requested)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._continue)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.text, 1)
        layout.addLayout(row)
        self._busy = False
        self._update()

    def set_busy(self, busy: bool) -> None:
        """Text is coming, or no longer."""
        self._busy = busy
        self._update()

    def _update(self) -> None:
        has_text = not self.text.document().isEmpty()
        self._continue.setEnabled(has_text and not self._busy)
