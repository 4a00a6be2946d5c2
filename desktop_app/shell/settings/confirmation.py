"""A question in its place: what is about to happen, and the two answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop_app.ui.widgets import label, named, push_button


class Confirmation(QFrame):
    """Hidden until something is asked; Esc declines."""

    answered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "decision")
        self._agreed: Callable[[], None] | None = None
        self._question = named(label(""), "settings.question")
        self._question.setWordWrap(True)
        self._agree = push_button("settings.confirm", "")
        self._agree.clicked.connect(lambda: self._answer(self._agreed))
        decline = push_button("settings.decline", self.tr("Leave as it is"), role="quiet")
        decline.clicked.connect(lambda: self._answer(None))
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(lambda: self._answer(None))
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

    def ask(self, question: str, agreement: str, agreed: Callable[[], None]) -> None:
        """Ask; `agreed` is called when the button that says `agreement` is pressed."""
        self._agreed = agreed
        self._question.setText(question)
        self._agree.setText(agreement)
        self._agree.setAccessibleName(agreement)
        self._agree.setAccessibleDescription(question)
        self.show()
        self._agree.setFocus()

    def _answer(self, act: Callable[[], None] | None) -> None:
        self.hide()
        self.answered.emit()
        if act is not None:
            act()
