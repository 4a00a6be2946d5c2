"""The look of the page about the conversations that are kept: backups, their folder, the bin."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.core.backups import Backup, BinCount
from desktop_app.shell.settings.backup_table import BackupTable, moment
from desktop_app.shell.settings.confirmation import Confirmation
from desktop_app.ui.widgets import label, named, push_button


class ConversationsPage(QWidget):
    """What is pressed here happens at once, after a question; Save has nothing to do with it."""

    restore_requested = Signal(object)  # Backup
    empty_bin_requested = Signal()
    folder_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._busy = False
        self._count = BinCount(0, 0)
        self._table = BackupTable()
        self._confirmation = Confirmation()
        self._said = _hint("settings.backups_state")
        self._bin = _hint("settings.bin")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Backups"), "section"))
        layout.addWidget(self._said)
        layout.addWidget(self._table, 1)
        layout.addLayout(self._build_buttons())
        layout.addSpacing(8)
        layout.addWidget(label(self.tr("Bin"), "section"))
        layout.addLayout(self._build_bin())
        layout.addWidget(self._confirmation)
        self._table.chosen.connect(self._on_restore)
        self._table.itemSelectionChanged.connect(self._show_what_is_possible)
        self._confirmation.answered.connect(self._show_what_is_possible)
        self._show_what_is_possible()

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """List the backups."""
        self._table.show_backups(backups)
        if backups:
            self.say(self.tr("One is made each day; the last seven are kept."))
        else:
            self.say(self.tr("None yet. One is made each day as soon as there is a conversation."))
        self._show_what_is_possible()

    def show_bin(self, count: BinCount, days: int) -> None:
        """Say what the bin holds, and for how long."""
        self._count = count
        self._bin.setText(
            self.tr(
                "What you delete can be had back for {days} days. In the bin now: "
                "{conversations} conversations, {messages} single messages."
            ).format(days=days, conversations=count.conversations, messages=count.messages)
        )
        self._show_what_is_possible()

    def say(self, sentence: str) -> None:
        """Say how it stands with the backups."""
        self._said.setText(sentence)

    def set_busy(self, busy: bool) -> None:
        """Let nothing be pressed while something is done."""
        self._busy = busy
        self._show_what_is_possible()

    def _build_buttons(self) -> QHBoxLayout:
        self._restore = push_button("settings.restore", self.tr("Restore this backup"))
        self._restore.setToolTip(self.tr("Go back to the conversations of that moment"))
        self._restore.clicked.connect(self._on_restore)
        folder = push_button(
            "settings.open_data_folder", self.tr("Open the folder"), icon_name="folder"
        )
        folder.setToolTip(self.tr("Show the folder with the conversations and their backups"))
        folder.clicked.connect(self.folder_requested)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._restore)
        row.addStretch(1)
        row.addWidget(folder)
        return row

    def _build_bin(self) -> QHBoxLayout:
        self._empty = push_button("settings.empty_bin", self.tr("Empty the bin"))
        self._empty.setToolTip(self.tr("Forget for good what was deleted"))
        self._empty.clicked.connect(self._on_empty)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self._bin, 1)
        row.addWidget(self._empty)
        return row

    def _on_restore(self) -> None:
        backup = self._table.current
        if backup is None or not self._restore.isEnabled():
            return
        question = self.tr(
            "Go back to the conversations of {moment}? What is there now becomes a backup itself, "
            "and answers that are being written end."
        ).format(moment=moment(backup.made))
        self._ask(question, self.tr("Restore"), lambda: self.restore_requested.emit(backup))

    def _on_empty(self) -> None:
        question = self.tr(
            "Empty the bin? What is in it cannot be had back afterwards, except from a backup."
        )
        self._ask(question, self.tr("Empty the bin"), self.empty_bin_requested.emit)

    def _ask(self, question: str, agreement: str, agreed: Callable[[], None]) -> None:
        self._confirmation.ask(question, agreement, agreed)
        self._show_what_is_possible()

    def _show_what_is_possible(self) -> None:
        is_free = not self._busy and self._confirmation.isHidden()
        self._table.setEnabled(is_free)
        self._restore.setEnabled(is_free and self._table.current is not None)
        self._empty.setEnabled(is_free and any(self._count))


def _hint(name: str) -> QLabel:
    hint = named(label("", "muted"), name)
    hint.setWordWrap(True)
    return hint
