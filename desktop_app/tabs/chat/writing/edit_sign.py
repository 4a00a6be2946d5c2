"""Says above the prompt that an earlier question is being edited."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.ui.widgets import icon_button, label, named


class EditSign(QFrame):
    """Hidden unless a question is edited."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "chat.edit_sign")
        self.setProperty("role", "notice")
        text = label(
            self.tr("Editing an earlier question. Sending it starts a branch; the old one is kept.")
        )
        cancel = icon_button("chat.cancel_edit", "close", self.tr("Do not edit it (Esc)"))
        cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 4, 4)
        row.setSpacing(8)
        row.addWidget(text, 1)
        row.addWidget(cancel)
        self.hide()
