"""The table of backups: when each was made, its kind and its size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem
from typing_extensions import override

from desktop_app.core.backups import Backup, BackupKind
from desktop_app.ui.data_size import data_size
from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QKeyEvent

_MADE, _KIND, _SIZE = range(3)
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class BackupTable(QTableWidget):
    """`settings.backups`, the newest first; Enter or a double click chooses."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__(0, 3)
        named(self, "settings.backups", self.tr("Backups"))
        self._backups: Sequence[Backup] = ()
        self.setHorizontalHeaderLabels([self.tr("Made"), self.tr("Kind"), self.tr("Size")])
        self.setSelectionBehavior(self.SelectionBehavior.SelectRows)
        self.setSelectionMode(self.SelectionMode.SingleSelection)
        self.setEditTriggers(self.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        for column, mode in (
            (_MADE, QHeaderView.ResizeMode.Stretch),
            (_KIND, QHeaderView.ResizeMode.ResizeToContents),
            (_SIZE, QHeaderView.ResizeMode.ResizeToContents),
        ):
            self.horizontalHeader().setSectionResizeMode(column, mode)
        self.doubleClicked.connect(self.chosen)

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """List them; the newest is selected."""
        self._backups = backups
        self.setRowCount(len(backups))
        for row, backup in enumerate(backups):
            self.setItem(row, _MADE, _cell(moment(backup.made)))
            self.setItem(row, _KIND, _cell(self._kind(backup.kind)))
            size = _cell(data_size(backup.size))
            size.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(row, _SIZE, size)
        self.setCurrentCell(0 if backups else -1, 0)

    @property
    def current(self) -> Backup | None:
        """The backup that is selected."""
        row = self.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.current is not None:
            self.chosen.emit()  # and not what Enter does in a dialog
        else:
            super().keyPressEvent(event)

    def _kind(self, kind: BackupKind) -> str:
        match kind:
            case BackupKind.DAILY:
                return self.tr("Daily")
            case BackupKind.BEFORE_UPDATE:
                return self.tr("Before an update")
            case BackupKind.BEFORE_RESTORE:
                return self.tr("Before a restore")


def moment(made: datetime) -> str:
    """Day and time for a person, where and when they are."""
    local = QDateTime.fromSecsSinceEpoch(int(made.timestamp()))
    locale, forms = QLocale(), QLocale.FormatType
    day = locale.toString(local.date(), forms.LongFormat)
    return f"{day}, {locale.toString(local.time(), forms.ShortFormat)}"


def _cell(text: str) -> QTableWidgetItem:
    return QTableWidgetItem(text)
