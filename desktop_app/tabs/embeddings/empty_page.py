"""What the middle of the tab says while there are no results."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.widgets import label

_WIDTH = 400


class EmptyPage(QWidget):
    """Says what to do, or that it is being done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", "title")
        self._hint = label("", "muted")
        words = QWidget()
        words.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(words)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addStretch(2)
        for text in (self._title, self._hint):
            text.setWordWrap(True)
            text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(text)
        column.addStretch(3)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(words, 100)
        layout.addStretch(1)
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        """The first results are being made, or are not yet asked for."""
        if busy:
            self._title.setText(self.tr("Computing the vectors…"))
            self._hint.setText(
                self.tr("A model that is asked for the first time may need a while.")
            )
            return
        self._title.setText(self.tr("Compare meanings"))
        self._hint.setText(
            self.tr(
                "Write some texts at the left and press Run. You get their vectors, how similar "
                "they are to one another, a map of them, and a search by meaning."
            )
        )
