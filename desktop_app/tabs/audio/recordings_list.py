"""The list of recordings: a row says when, how long, and what was said or went wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)
from typing_extensions import override

from desktop_app.audio.recordings import SavedRecording, TranscriptState
from desktop_app.tabs.audio.state_text import StateText
from desktop_app.ui.duration import clock
from desktop_app.ui.widgets import named

_WHEN, _LENGTH, _WORDS, _FAILED = (Qt.ItemDataRole.UserRole + number for number in range(4))
_INSET = 10
_GAP = 2


class RecordingsList(QListWidget):
    """`audio.recordings`, newest first."""

    recording_chosen = Signal(object)  # SavedRecording

    def __init__(self) -> None:
        super().__init__()
        named(self, "audio.recordings", self.tr("Recordings"))
        self._words = StateText(self)
        self.setItemDelegate(_RowDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.currentItemChanged.connect(self._on_current_changed)

    def show_recordings(self, recordings: Sequence[SavedRecording]) -> None:
        """List them; the chosen one stays chosen without being told again."""
        chosen, scrolled = self.chosen, self.verticalScrollBar().value()
        self.blockSignals(True)
        self.clear()
        for recording in recordings:
            self.addItem(_Row(recording, self._words))
        self.blockSignals(False)
        self.choose(chosen.path if chosen else None)
        self.verticalScrollBar().setValue(scrolled)

    @property
    def chosen(self) -> SavedRecording | None:
        """The recording of the current row."""
        row = self.currentRow()
        return self._at(row) if row >= 0 else None

    def choose(self, path: Path | None) -> None:
        """Mark the recording at `path`, or none, without telling it."""
        rows = (row for row in range(self.count()) if self._at(row).path == path)
        self.blockSignals(True)
        self.setCurrentRow(next(rows, -1))
        self.blockSignals(False)
        self.viewport().update()

    def _at(self, row: int) -> SavedRecording:
        item = self.item(row)
        assert isinstance(item, _Row)
        return item.recording

    def _on_current_changed(self, current: QListWidgetItem | None) -> None:
        if isinstance(current, _Row):
            self.recording_chosen.emit(current.recording)


class _Row(QListWidgetItem):
    """A recording. Its words are made when they are needed: of many rows few are ever seen."""

    def __init__(self, recording: SavedRecording, words: StateText) -> None:
        super().__init__()
        self.recording = recording
        self._words = words

    @override
    def data(self, role: int) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:  # spoken; the delegate paints the parts
                parts = (self.data(each) for each in (_WHEN, _LENGTH, _WORDS))
                return " · ".join(str(part) for part in parts)
            case _ if role == _WHEN:
                return self._words.moment(self.recording.started)
            case _ if role == _LENGTH:
                return clock(self.recording.seconds)
            case _ if role == _WORDS:
                return self._words.state(self.recording)
            case _ if role == _FAILED:
                return self.recording.state is TranscriptState.FAILED
            case _:
                return super().data(role)


class _RowDelegate(QStyledItemDelegate):
    """Two lines: date and length, then words or state."""

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, 2 * (option.fontMetrics.height() + _INSET) + _GAP - _INSET // 2)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        row.text = ""
        row.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget
        )
        inner = row.rect.adjusted(_INSET, 0, -_INSET, 0)
        line = row.fontMetrics.height()
        inner.setTop(inner.top() + (inner.height() - 2 * line - _GAP) // 2)
        upper = QRect(inner.left(), inner.top(), inner.width(), line)
        lower = upper.translated(0, line + _GAP)
        palette = QGuiApplication.palette()
        muted = palette.color(QPalette.ColorRole.PlaceholderText)
        painter.save()
        painter.setFont(row.font)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.drawText(upper, Qt.AlignmentFlag.AlignLeft, index.data(_WHEN))
        painter.setPen(muted)
        painter.drawText(upper, Qt.AlignmentFlag.AlignRight, index.data(_LENGTH))
        painter.setPen(
            palette.color(QPalette.ColorRole.BrightText) if index.data(_FAILED) else muted
        )
        words = row.fontMetrics.elidedText(
            index.data(_WORDS), Qt.TextElideMode.ElideRight, lower.width()
        )
        painter.drawText(lower, Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()
