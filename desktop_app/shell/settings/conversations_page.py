"""The look of the page about the conversations that are kept: backups, their folder, the bin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.core.backups import Backup, BinCount
from desktop_app.shell.settings.backup_table import BackupTable, moment
from desktop_app.shell.settings.confirmation import Confirmation
from desktop_app.ui.widgets import label, named, push_button

_TABLE_HEIGHT = 128  # pixels, at least: three backups


class ConversationsPage(QWidget):
    """What is pressed here happens at once, after a question; Save has nothing to do with it."""

    restore_requested = Signal(object)  # Backup
    empty_bin_requested = Signal()
    folder_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_busy = False
        self._count = BinCount(0, 0)
        self._table = BackupTable()
        self._table.setMinimumHeight(_TABLE_HEIGHT)
        self._state = _text("settings.backups_state", "muted")
        self._bin = _text("settings.bin", "muted")
        self._problem = _text("settings.conversations_error", "error")
        actions, bin_row = self._build_actions(), self._build_bin()
        self._restoring = Confirmation("settings.restore", actions)
        self._emptying = Confirmation("settings.empty_bin", bin_row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 16, 0, 4)
        layout.setSpacing(12)
        layout.addWidget(label(self.tr("Backups"), "section"))
        layout.addWidget(self._state)
        layout.addWidget(self._table, 1)
        layout.addWidget(actions)
        layout.addWidget(self._restoring)
        layout.addSpacing(8)
        layout.addWidget(label(self.tr("Bin"), "section"))
        layout.addWidget(bin_row)
        layout.addWidget(self._emptying)
        layout.addWidget(self._problem)
        self._connect()
        self.show_problem("")
        self._show_what_is_possible()

    def show_backups(self, backups: Sequence[Backup]) -> None:
        """List the backups."""
        self._table.show_backups(backups)
        if backups:
            self.show_state(self.tr("One is made each day; the last seven of these are kept."))
        else:
            self.show_state(
                self.tr("None yet. One is made each day as soon as there is a conversation.")
            )
        self._show_what_is_possible()

    def show_bin(self, count: BinCount, days: int) -> None:
        """Say what the bin holds, and for how long."""
        self._count = count
        kept = self.tr("What you delete can be had back for {days} days.").format(days=days)
        held = self.tr("The bin is empty now.")
        if any(count):
            held = self.tr(
                "In it now: conversations {conversations}, single messages {messages}."
            ).format(conversations=count.conversations, messages=count.messages)
        self._bin.setText(f"{kept}\n{held}")
        self._show_what_is_possible()

    def show_state(self, sentence: str) -> None:
        """Say how it stands with the backups."""
        self._state.setText(sentence)

    def show_problem(self, sentence: str) -> None:
        """Say why something was not done; "" when all is well."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def set_busy(self, busy: bool) -> None:
        """Let nothing be pressed while something is done."""
        self._is_busy = busy
        self._show_what_is_possible()

    def _connect(self) -> None:
        self._table.chosen.connect(self._on_restore)
        self._table.itemSelectionChanged.connect(self._show_what_is_possible)
        self._restoring.confirmed.connect(lambda: self.restore_requested.emit(self._table.current))
        self._emptying.confirmed.connect(self.empty_bin_requested)
        for confirmation in (self._restoring, self._emptying):
            confirmation.closed.connect(self._show_what_is_possible)

    def _build_actions(self) -> QWidget:
        self._restore = push_button("settings.restore", self.tr("Restore this backup"))
        self._restore.setToolTip(self.tr("Go back to the conversations of that moment"))
        self._restore.clicked.connect(self._on_restore)
        folder = push_button(
            "settings.open_data_folder", self.tr("Open the folder"), icon_name="folder"
        )
        folder.setToolTip(self.tr("Show the folder with the conversations and their backups"))
        folder.clicked.connect(self.folder_requested)
        actions = QWidget()
        row = QHBoxLayout(actions)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._restore)
        row.addStretch(1)
        row.addWidget(folder)
        return actions

    def _build_bin(self) -> QWidget:
        self._empty = push_button("settings.empty_bin", self.tr("Empty the bin"))
        self._empty.setToolTip(self.tr("Forget for good what was deleted"))
        self._empty.clicked.connect(self._on_empty)
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self._bin, 1)
        row.addWidget(self._empty)
        return shown

    def _on_restore(self) -> None:
        backup = self._table.current
        if backup is None or not self._restore.isEnabled():
            return
        question = self.tr(
            "Go back to the conversations of {moment}? What is there now becomes a backup itself, "
            "and answers that are being written end."
        ).format(moment=moment(backup.made))
        self._restoring.ask(question, self.tr("Restore"))
        self._show_what_is_possible()

    def _on_empty(self) -> None:
        question = self.tr(
            "Empty the bin? What is in it cannot be had back afterwards, except from a backup."
        )
        self._emptying.ask(question, self.tr("Empty the bin"))
        self._show_what_is_possible()

    def _show_what_is_possible(self) -> None:
        nothing_asked = self._restoring.isHidden() and self._emptying.isHidden()
        is_free = nothing_asked and not self._is_busy
        self._table.setEnabled(is_free)
        self._restore.setEnabled(is_free and self._table.current is not None)
        self._empty.setEnabled(is_free and any(self._count))


def _text(name: str, role: str) -> QLabel:
    text = named(label("", role), name)
    text.setWordWrap(True)
    return text
