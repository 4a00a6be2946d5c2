"""Lines above the prompt that say what becomes of what is written there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop_app.ui.announcing import announce
from desktop_app.ui.widgets import icon_button, label, named


class _Sign(QFrame):
    """A sentence with a button that takes back what it says; hidden at first."""

    cancelled = Signal()

    def __init__(self, name: str, sentence: str, cancel_name: str, cancel: str) -> None:
        super().__init__()
        named(self, name)
        self.setProperty("role", "notice")
        self._sentence = sentence
        button = icon_button(cancel_name, "close", cancel)
        button.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(label(sentence), 1)
        row.addWidget(button)
        self.hide()

    def say(self) -> None:
        """Show it, and have it spoken."""
        self.show()
        announce(self, self._sentence)


class EditSign(_Sign):
    """An earlier question is edited."""

    def __init__(self) -> None:
        super().__init__(
            "chat.edit_sign",
            self.tr(
                "Editing an earlier question. Sending it starts a branch; the old one is kept."
            ),
            "chat.cancel_edit",
            self.tr("Do not edit it"),
        )


class LaterSign(_Sign):
    """The next question waits for the end of an answer."""

    def __init__(self) -> None:
        super().__init__(
            "chat.later_sign",
            self.tr("This is sent as soon as the answer is complete."),
            "chat.cancel_later",
            self.tr("Do not send it yet"),
        )
