"""The card with the words: editable, to be copied and saved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QTextCursor
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from desktop_app.ui.button_keys import press_by
from desktop_app.ui.copy_as_button import CopyAsButton
from desktop_app.ui.usage_line import UsageLine
from desktop_app.ui.widgets import named, push_button


class TranscriptCard(QFrame):
    """Shows a transcript; tells when a person has changed it."""

    edited = Signal(str)
    save_requested = Signal(Path)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.field = named(QPlainTextEdit(), "audio.transcript", self.tr("Transcript"))
        self.field.setPlaceholderText(
            self.tr("What is said appears here. It can be edited, copied and saved.")
        )
        self.field.setTabChangesFocus(True)
        # In a small window it gives way to a long message, rather than all above it.
        self.field.setMinimumHeight(2 * self.field.fontMetrics().lineSpacing())
        self.field.textChanged.connect(self._on_text_changed)
        self.usage = UsageLine("audio")
        self.usage.setToolTip(self.tr("Time taken by the call, length of the sound, language"))
        self._copy = push_button("audio.copy", self.tr("Copy"), role="quiet", icon_name="copy")
        self._copy.setToolTip(self.tr("Copy the transcript"))
        self._copy.clicked.connect(self._copy_all)
        self._save = push_button("audio.save", self.tr("Save…"), role="quiet", icon_name="save")
        press_by(self._save, "Ctrl+S")
        self._save.setToolTip(self.tr("Save as text or, with times, as subtitles (Ctrl+S)"))
        self._save.clicked.connect(self._choose_file)
        self.copy_as = CopyAsButton("audio")
        self._suggested = ""
        self._has_times = False
        self._is_told = False
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._copy)
        row.addWidget(self._save)
        row.addWidget(self.copy_as)
        row.addStretch(1)
        row.addWidget(self.usage)
        row.addSpacing(8)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(4)
        layout.addWidget(self.field, 1)
        layout.addLayout(row)
        self._update()

    def show_text(self, text: str, file_stem: str) -> None:
        """Show the words of a sound, which `file_stem` names; Undo ends with them."""
        self._suggested = file_stem
        self._is_told = True
        self.field.setPlainText(text)
        self._is_told = False

    def replace_text(self, text: str) -> None:
        """Show other words of the same sound, in a way that Undo takes back."""
        self._is_told = True
        cursor = self.field.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._is_told = False

    def add_text(self, text: str) -> None:
        """Show more words of the same sound behind those that stand there."""
        self._is_told = True
        bar = self.field.verticalScrollBar()
        is_at_end = bar.value() == bar.maximum()
        cursor = QTextCursor(self.field.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(text)
        if is_at_end:
            bar.setValue(bar.maximum())
        self._is_told = False

    def offer_subtitles(self, offered: bool) -> None:
        """Whether the times of the words are known."""
        self._has_times = offered

    @property
    def text(self) -> str:
        """The words as they stand."""
        return self.field.toPlainText()

    def _on_text_changed(self) -> None:
        self._update()
        if not self._is_told:
            self.edited.emit(self.text)

    def _update(self) -> None:
        has_text = not self.field.document().isEmpty()
        self._copy.setEnabled(has_text)
        self._save.setEnabled(has_text)

    def _copy_all(self) -> None:
        QGuiApplication.clipboard().setText(self.text)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the transcript"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        kinds = {self.tr("Text (*.txt)"): "txt"}
        if self._has_times:
            kinds[self.tr("Subtitles, SubRip (*.srt)")] = "srt"
            kinds[self.tr("Subtitles, WebVTT (*.vtt)")] = "vtt"
        dialog.setNameFilters(list(kinds))
        dialog.setDefaultSuffix("txt")
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(kinds[kind]))
        dialog.selectFile(self._suggested or self.tr("Transcript"))
        dialog.fileSelected.connect(lambda name: self.save_requested.emit(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
