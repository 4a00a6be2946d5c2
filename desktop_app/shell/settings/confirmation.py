"""A question in its place: what is about to happen, and the two answers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.widgets import label, named, push_button


class Confirmation(QFrame):
    """Takes the place of the row with the button that led here; Esc declines.

    Its parts are named `<name>_question`, `<name>_confirm` and `<name>_decline`.
    """

    confirmed = Signal()
    closed = Signal()

    def __init__(self, name: str, row: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "decision")
        self._row = row
        self._question = named(label(""), f"{name}_question")
        self._question.setWordWrap(True)
        self._agree = push_button(f"{name}_confirm", "")
        self._agree.clicked.connect(self._on_agreed)
        decline = push_button(f"{name}_decline", self.tr("Leave as it is"), role="quiet")
        decline.clicked.connect(self._close)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(self._close)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._agree)
        buttons.addWidget(decline)
        buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addWidget(self._question)
        layout.addLayout(buttons)
        self.hide()

    def ask(self, question: str, agreement: str) -> None:
        """Ask; `agreement` is what the button says that confirms."""
        self._question.setText(question)
        self._agree.setText(agreement)
        self._agree.setAccessibleName(agreement)
        self._agree.setAccessibleDescription(question)
        self._row.hide()
        self.show()
        self._agree.setFocus()

    def _on_agreed(self) -> None:
        self._close()
        self.confirmed.emit()

    def _close(self) -> None:
        self.hide()
        self._row.show()
        self.closed.emit()
