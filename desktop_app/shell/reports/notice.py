"""The bar that says, once, that something went wrong which nobody had foreseen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.ui.announcing import announce
from desktop_app.ui.widgets import icon_button, named, push_button


class ReportNotice(QWidget):
    """Hidden until there is something to say; offers to read the report about it."""

    report_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sentence = named(QLabel(wordWrap=True), "main.report_notice")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        show = push_button("main.show_report", self.tr("Show report"))
        show.setToolTip(self.tr("Read what the program knows about it; nothing is sent"))
        show.clicked.connect(self._on_show)
        close = icon_button("main.dismiss_report", "close", self.tr("Close this message"))
        close.clicked.connect(self.hide)
        card = QFrame()
        card.setProperty("role", "banner")
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(self._sentence, 1)
        row.addWidget(show)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 0)
        layout.addWidget(card)
        self.hide()

    def say(self, sentence: str) -> None:
        """Say what happened."""
        self._sentence.setText(sentence)
        self.show()
        announce(self, sentence)

    def _on_show(self) -> None:
        self.hide()
        self.report_requested.emit()
