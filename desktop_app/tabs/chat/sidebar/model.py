"""What the rows of the list are, and how they look at the moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from desktop_app.tabs.chat.sidebar.grouped_rows import GroupedRows
from desktop_app.tabs.chat.sidebar.grouping import local_day
from desktop_app.tabs.chat.sidebar.items import ConversationItem, HeadingItem
from desktop_app.tabs.chat.sidebar.row import ROW_ROLE, ConversationRow, Heading
from desktop_app.tabs.chat.sidebar.row_text import RowText

if TYPE_CHECKING:
    from datetime import date

    from desktop_app.core.conversations import Conversation

Index = QModelIndex | QPersistentModelIndex


class ConversationModel(GroupedRows):
    """Adds marks and words to the rows, asks for more of them, and takes new titles."""

    more_requested = Signal()
    rename_requested = Signal(int, str)  # conversation, title

    def __init__(
        self, parent: QObject | None = None, *, today: Callable[[], date] = local_day
    ) -> None:
        super().__init__(parent, today=today)
        self._words = RowText(self)
        self._is_fetching = False
        self._open: int | None = None
        self._streaming: frozenset[int] = frozenset()
        self._unseen: frozenset[int] = frozenset()

    @property
    def open_id(self) -> int | None:
        """The conversation that is shown beside the list."""
        return self._open

    @override
    def append_page(self, page: Sequence[Conversation], *, is_complete: bool) -> None:
        self._is_fetching = False
        super().append_page(page, is_complete=is_complete)

    def set_open(self, conversation_id: int | None) -> None:
        """Mark the conversation that is shown beside the list."""
        changed = (self._open, conversation_id)
        self._open = conversation_id
        self._repaint(each for each in changed if each is not None)

    def set_streaming(self, ids: frozenset[int]) -> None:
        """Mark conversations in which an answer is being written."""
        changed, self._streaming = self._streaming ^ ids, ids
        self._repaint(changed)

    def set_unseen(self, ids: frozenset[int]) -> None:
        """Mark conversations with an answer that nobody has seen yet."""
        changed, self._unseen = self._unseen ^ ids, ids
        self._repaint(changed)

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not (self._is_complete or self._is_fetching)

    @override
    def fetchMore(self, parent: Index) -> None:
        if not self._is_fetching:
            self._is_fetching = True
            self.more_requested.emit()

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        item = self.itemFromIndex(index)
        if isinstance(item, HeadingItem):
            heading = Heading(self._words.group(item.group))
            return heading if role == ROW_ROLE else self._words.of_heading(heading, role)
        if isinstance(item, ConversationItem):
            if role == Qt.ItemDataRole.EditRole:
                return item.conversation.title
            row = self._row_of(item.conversation)
            return row if role == ROW_ROLE else self._words.of_conversation(row, role)
        return None

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        item = self.itemFromIndex(index)
        title = str(value).strip()
        if not isinstance(item, ConversationItem) or title in {"", item.conversation.title}:
            return False
        item.conversation = replace(item.conversation, title=title)
        item.emitDataChanged()
        self.rename_requested.emit(item.conversation.id, title)
        return True

    def _row_of(self, conversation: Conversation) -> ConversationRow:
        return ConversationRow(
            title=conversation.title or self._words.untitled(),
            tags=conversation.tags,
            is_pinned=conversation.pinned,
            is_open=conversation.id == self._open,
            is_streaming=conversation.id in self._streaming,
            is_unseen=conversation.id in self._unseen,
        )

    def _repaint(self, ids: Iterable[int]) -> None:
        for conversation_id in ids:
            item = self._items.get(conversation_id)
            if item is not None:
                item.emitDataChanged()
