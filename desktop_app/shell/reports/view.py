"""The dialog in which a report is read whole before it is copied or saved. Passive."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.ui.announcing import announce
from desktop_app.ui.widgets import label, named, push_button

_SIZE = (760, 600)


class ReportView(QDialog):
    """Named `name`; its parts are `report.text`, `report.copy`, `report.save`, `report.close`."""

    copy_requested = Signal(str)
    save_requested = Signal(str)

    def __init__(self, parent: QWidget, name: str, title: str, explanation: str) -> None:
        super().__init__(parent)
        named(self, name, title)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(520, 400)
        self.resize(*_SIZE)
        says = label(explanation, "muted")
        says.setWordWrap(True)
        self._text = named(QPlainTextEdit(), "report.text", title)
        self._text.setReadOnly(True)
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setPlainText(self.tr("Collecting …"))
        self._state = named(label("", "muted"), "report.state")
        self._state.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(12)
        layout.addWidget(label(title, "title"))
        layout.addWidget(says)
        layout.addWidget(self._text, 1)
        layout.addLayout(self._build_buttons())

    @property
    def text(self) -> str:
        """The report as it is shown."""
        return self._text.toPlainText()

    def show_report(self, text: str) -> None:
        """Show the report; from now on it can be copied and saved."""
        self._text.setPlainText(text)
        for button in (self._copy, self._save):
            button.setEnabled(True)

    def say(self, sentence: str) -> None:
        """Say what became of a wish."""
        self._state.setText(sentence)
        announce(self._state, sentence)

    def _build_buttons(self) -> QHBoxLayout:
        self._copy = push_button("report.copy", self.tr("Copy"), icon_name="copy")
        self._copy.setToolTip(self.tr("Put the whole report into the clipboard"))
        self._copy.clicked.connect(lambda: self.copy_requested.emit(self.text))
        self._save = push_button("report.save", self.tr("Save…"), role="primary", icon_name="save")
        self._save.setToolTip(self.tr("Save the report as a text file"))
        self._save.clicked.connect(lambda: self.save_requested.emit(self.text))
        close = push_button("report.close", self.tr("Close"))
        close.setToolTip(self.tr("Close this report (Esc)"))
        close.clicked.connect(self.reject)
        for button in (self._copy, self._save):
            button.setEnabled(False)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._state, 1)
        row.addWidget(close)
        row.addWidget(self._copy)
        row.addWidget(self._save)
        return row
