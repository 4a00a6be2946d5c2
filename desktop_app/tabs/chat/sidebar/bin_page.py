"""The page that shows the bin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.conversations import DeletedMessage, title_of
from desktop_app.tabs.chat.sidebar.detail_list import DetailList
from desktop_app.tabs.chat.sidebar.detail_row import Detail
from desktop_app.tabs.chat.sidebar.hint import hint_over
from desktop_app.ui.keys_within import keys_within
from desktop_app.ui.widgets import icon_button, label, named, push_button

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from desktop_app.core.conversations import Conversation
    from desktop_app.ui.theme import ThemeManager


class BinPage(QWidget):
    """Conversations and messages, deleted last first; a choice is made before it is restored."""

    restore_requested = Signal(object)  # Conversation | DeletedMessage
    empty_requested = Signal()
    close_requested = Signal()

    def __init__(self, kept: timedelta, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        self.list = named(
            DetailList(theme), "chat.bin_list", self.tr("Deleted conversations and messages")
        )
        self._hint = hint_over(self.list)
        self._hint.setText(self.tr("The bin is empty."))
        self.list.selectionModel().currentChanged.connect(self._update)
        self.list.chosen.connect(self._update)
        self._restore = push_button("chat.bin_restore", self.tr("Restore"), icon_name="restore")
        self._restore.setToolTip(self.tr("Put it back where it was"))
        self._restore.clicked.connect(self._on_restore)
        self._empty = push_button("chat.bin_empty", self.tr("Empty the bin"), role="quiet")
        self._empty.setToolTip(self.tr("Forget all that is in the bin for good"))
        self._empty.clicked.connect(lambda: self._ask(True))
        self._question = self._build_question()
        for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._on_restore)
        keys_within(self, "Esc", self._on_escape)
        self._lay_out()
        self.show_deleted(())

    def show_deleted(self, deleted: Iterable[Conversation | DeletedMessage]) -> None:
        """List what was deleted."""
        row = self.list.row
        self.list.show_details(self._detail_of(each) for each in deleted)
        self.list.set_row(row)
        self._hint.setVisible(not self.list.count)
        self._ask(False)
        self._update()

    def _detail_of(self, deleted: Conversation | DeletedMessage) -> Detail:
        until = self._kept_until(deleted.deleted) if deleted.deleted else ""
        if isinstance(deleted, DeletedMessage):
            words = title_of(deleted.text) or self.tr("Attachment")
            title = self.tr("Message: {words}").format(words=words)
        else:
            title = deleted.title or self.tr("New chat")
        return Detail(deleted, title, until)

    def _kept_until(self, deleted: datetime) -> str:
        last_day = (deleted + self._kept).astimezone().date()
        shown = QLocale().toString(QDate(*last_day.timetuple()[:3]), QLocale.FormatType.ShortFormat)
        return self.tr("Kept until {date}").format(date=shown)

    def _update(self) -> None:
        self._restore.setEnabled(self.list.subject is not None)
        self._empty.setEnabled(self.list.count > 0)

    def _ask(self, asked: bool) -> None:
        self._question.setVisible(asked)
        for button in (self._restore, self._empty):
            button.setVisible(not asked)
        if asked:
            self._keep.setFocus()

    def _on_restore(self) -> None:
        if self.list.subject is not None:
            self.restore_requested.emit(self.list.subject)

    def _on_escape(self) -> None:
        if self._question.isHidden():
            self.close_requested.emit()
        else:
            self._ask(False)
            self.list.setFocus()

    def _build_question(self) -> QFrame:
        question = QFrame()
        question.setProperty("role", "notice")
        words = label(self.tr("Forget all of it for good, deleted messages too?"))
        words.setWordWrap(True)
        forget = push_button("chat.bin_forget", self.tr("Forget"))
        forget.clicked.connect(self.empty_requested)
        self._keep = push_button("chat.bin_keep", self.tr("Keep"))
        self._keep.clicked.connect(lambda: self._ask(False))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(forget, 1)
        buttons.addWidget(self._keep, 1)
        layout = QVBoxLayout(question)
        layout.setContentsMargins(12, 12, 12, 12)
        layout.setSpacing(12)
        layout.addWidget(words)
        layout.addLayout(buttons)
        return question

    def _lay_out(self) -> None:
        heading = label(self.tr("Bin"), "section")
        heading.setBuddy(self.list)
        back = icon_button("chat.bin_close", "chevron-left", self.tr("Back to the conversations"))
        back.clicked.connect(self.close_requested)
        top = QHBoxLayout()
        top.setContentsMargins(8, 0, 8, 0)
        top.setSpacing(4)
        top.addWidget(back)
        top.addWidget(heading, 1)
        about = label(
            self.tr("What was deleted is forgotten after {days} days.").format(
                days=self._kept.days
            ),
            "muted",
        )
        about.setWordWrap(True)
        about.setContentsMargins(16, 0, 16, 0)
        below = QVBoxLayout()
        below.setContentsMargins(12, 0, 12, 0)
        below.setSpacing(4)
        below.addWidget(self._question)
        below.addWidget(self._restore)
        below.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(about)
        layout.addWidget(self.list, 1)
        layout.addLayout(below)
