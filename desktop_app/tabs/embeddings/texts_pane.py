"""Where the texts are written or read from a file, and the run is started and stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QTextCursor
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from desktop_app.tabs.embeddings.example import GUIDE_TEXTS
from desktop_app.ui.button_keys import press_by
from desktop_app.ui.copy_as_button import CopyAsButton
from desktop_app.ui.icons import icon
from desktop_app.ui.usage_line import UsageLine
from desktop_app.ui.widgets import label, named, push_button

_COUNTED_EXACTLY = 2_000  # lines; to count more of them at each key would be felt


class TextsPane(QWidget):
    """The left side of the tab."""

    run_requested = Signal()
    stop_requested = Signal()
    import_requested = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._busy = False
        self.field = named(QPlainTextEdit(), "embeddings.texts")
        self.field.setPlaceholderText(
            self.tr("One text a line: sentences, questions, titles. Or take the guide’s example.")
        )
        self.field.setTabChangesFocus(True)
        self.field.textChanged.connect(self._update)
        heading = label(self.tr("Texts, one a line"), "label")
        heading.setBuddy(self.field)
        self.field.setAccessibleName(heading.text())
        self._count = label("", "muted")
        self._count.setObjectName("embeddings.count")
        self.usage = UsageLine("embeddings")
        self.usage.setToolTip(self.tr("Tokens and seconds of the last call"))
        self.copy_as = CopyAsButton("embeddings")
        self._progress = named(QProgressBar(), "embeddings.progress", self.tr("Progress"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addStretch(1)
        top.addWidget(self._count)
        layout.addLayout(top)
        layout.addWidget(self.field, 1)
        layout.addLayout(self._sources())
        layout.addWidget(self._progress)
        layout.addLayout(self._actions())
        last = QHBoxLayout()
        last.addWidget(self.usage, 1)
        last.addWidget(self.copy_as)
        layout.addLayout(last)
        self.set_busy(False)

    def lines(self) -> list[str]:
        """The texts: every line that is not empty."""
        return [text for line in self.field.toPlainText().splitlines() if (text := line.strip())]

    def clear(self) -> None:
        """Remove all texts, in a way that Undo takes back."""
        cursor = self.field.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.removeSelectedText()

    def append(self, texts: Sequence[str]) -> None:
        """Add texts after the last; in portions, many do not stall the window."""
        cursor = QTextCursor(self.field.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText("".join(f"{text}\n" for text in texts))

    def set_busy(self, busy: bool) -> None:
        """Offer Stop instead of Run; the progress is unknown at first."""
        hidden, shown = (self._run, self._stop) if busy else (self._stop, self._run)
        had_focus = hidden.hasFocus()
        self._busy = busy
        self._update()
        self._progress.setRange(0, 0)
        self._progress.setVisible(busy)
        shown.show()
        if had_focus:
            shown.setFocus()
        hidden.hide()
        self._import.setEnabled(not busy)
        self._example.setEnabled(not busy)

    def show_progress(self, done: int, total: int) -> None:
        """So many of the texts have their vectors."""
        if total > done or self._progress.maximum():
            self._progress.setRange(0, total)
            self._progress.setValue(done)
        said = self.tr("{done} of 1 text") if total == 1 else self.tr("{done} of {total} texts")
        self.usage.setText(said.format(done=f"{done:,}", total=f"{total:,}"))

    def _sources(self) -> QHBoxLayout:
        self._import = push_button(
            "embeddings.import", self.tr("Import…"), role="quiet", icon_name="folder"
        )
        self._import.setToolTip(self.tr("Read texts from a file: lines, or a table’s first column"))
        self._import.clicked.connect(self._choose_file)
        self._example = push_button("embeddings.example", self.tr("Guide’s example"), role="quiet")
        self._example.setToolTip(self.tr("Fill in the five sentences of the service’s guide"))
        self._example.clicked.connect(self._fill_example)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._import)
        row.addWidget(self._example)
        row.addStretch(1)
        return row

    def _actions(self) -> QVBoxLayout:
        self._run = push_button("embeddings.run", self.tr("Run"), role="primary", icon_name="play")
        press_by(self._run, "Ctrl+Return")
        self._run.setToolTip(self.tr("Turn the texts into vectors (Ctrl+Enter)"))
        self._run.clicked.connect(self.run_requested)
        self._stop = push_button("embeddings.stop", self.tr("Stop"), icon_name="stop")
        self._stop.setIcon(icon("stop", QPalette.ColorRole.ButtonText))
        self._stop.setToolTip(self.tr("Stop (Esc); earlier results stay"))
        self._stop.clicked.connect(self.stop_requested)
        column = QVBoxLayout()
        column.addWidget(self._run)
        column.addWidget(self._stop)
        return column

    def _update(self) -> None:
        count = self.field.document().blockCount()
        if count <= _COUNTED_EXACTLY:
            count = len(self.lines())
        said = self.tr("1 text") if count == 1 else self.tr("{count} texts")
        self._count.setText(said.format(count=f"{count:,}") if count else "")
        self._run.setEnabled(bool(count) and not self._busy)

    def _fill_example(self) -> None:
        self.clear()
        self.append(GUIDE_TEXTS)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Import texts"))
        dialog.setNameFilters(
            [self.tr("Texts and tables (*.txt *.csv *.tsv)"), self.tr("All files (*)")]
        )
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.import_requested.emit(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
