"""The bar that says what was done and takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.announcing import announce
from desktop_app.ui.column import Column
from desktop_app.ui.widgets import icon_button, named, push_button

if TYPE_CHECKING:
    from collections.abc import Callable

_SHOWN = 10_000
"""Milliseconds until it goes away by itself."""


class UndoBar(QWidget):
    """Hidden until something is offered; a later offer takes the place of an earlier one."""

    def __init__(self, tab: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._undo: Callable[[], None] | None = None
        self._sentence = named(QLabel(wordWrap=True), f"{tab}.undo_text")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        undo = push_button(f"{tab}.undo", self.tr("Undo"))
        undo.setToolTip(self.tr("Take back what was just done"))
        undo.clicked.connect(self._on_undo)
        close = icon_button(f"{tab}.dismiss_undo", "close", self.tr("Close this message"))
        close.clicked.connect(self.dismiss)
        card = QFrame()
        card.setProperty("role", "notice")
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(self._sentence, 1)
        row.addWidget(undo)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Column(card))
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN)
        self._timer.timeout.connect(self._on_timeout)
        self.hide()

    def offer(self, sentence: str, undo: Callable[[], None]) -> None:
        """Say what was done, translated already; `undo` is called if the person wants it back."""
        self._undo = undo
        self._sentence.setText(sentence)
        self.show()
        self._timer.start()
        announce(self, sentence)

    def dismiss(self) -> None:
        """It cannot be taken back any more."""
        self._undo = None
        self._timer.stop()
        self.hide()

    def _on_undo(self) -> None:
        undo = self._undo
        self.dismiss()
        if undo is not None:
            undo()

    def _on_timeout(self) -> None:
        focus = QApplication.focusWidget()
        if self.underMouse() or (focus is not None and self.isAncestorOf(focus)):
            self._timer.start()  # somebody is about to press it
        else:
            self.dismiss()
