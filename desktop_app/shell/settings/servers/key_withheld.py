"""Says that a key stays where it was entered for, and lets a person take it along."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.announcing import announce
from desktop_app.ui.widgets import label, named, push_button


class KeyWithheld(QFrame):
    """`settings.key_withheld`; its button is `settings.key_take_along`."""

    confirmed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._sentence = named(label(""), "settings.key_withheld")
        self._sentence.setWordWrap(True)
        self._take = push_button("settings.key_take_along", "")
        self._take.clicked.connect(self.confirmed)
        buttons = QHBoxLayout()
        buttons.addWidget(self._take)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(8)
        layout.addWidget(self._sentence)
        layout.addLayout(buttons)
        self.hide()

    def show_hosts(self, former: str, host: str) -> None:
        """The key is for `former` and is not sent to `host`."""
        sentence = self.tr(
            "The key was entered for {former} and is not sent to {host}. Enter the key of {host}."
        ).format(former=former, host=host)
        agreement = self.tr("Send the same key to {host}").format(host=host)
        is_new = self.isHidden()
        self._sentence.setText(sentence)
        self._take.setText(agreement)
        self._take.setAccessibleName(agreement)
        self._take.setAccessibleDescription(sentence)
        self.show()
        if is_new:
            announce(self._sentence, sentence)
