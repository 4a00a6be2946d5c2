"""The rows of the list: conversations under the headings of their groups, each at its place."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex
from PySide6.QtGui import QStandardItem, QStandardItemModel

from desktop_app.tabs.chat.sidebar.grouping import (
    Group,
    Place,
    heading_place,
    local_day,
    place_of,
)
from desktop_app.tabs.chat.sidebar.items import ConversationItem, HeadingItem

if TYPE_CHECKING:
    from datetime import date

    from desktop_app.core.conversations import Conversation

Index = QModelIndex | QPersistentModelIndex


class GroupedRows(QStandardItemModel):
    """Conversations as the database orders them, as far as they have been read.

    Qt keeps the rows: a view asks for the index of each when it lays them out, and of 10,000
    rows that takes a millisecond so, but forty when the model counts them in Python.
    """

    def __init__(
        self, parent: QObject | None = None, *, today: Callable[[], date] = local_day
    ) -> None:
        super().__init__(parent)
        self._read_today = today
        self._today = today()
        self._items: dict[int, ConversationItem] = {}
        self._is_complete = True

    @property
    def day_is_over(self) -> bool:
        """Whether the headings speak of a day that has passed."""
        return self._read_today() != self._today

    def last(self) -> Conversation | None:
        """The last conversation that has been read."""
        item = self.item(self.rowCount() - 1)
        return item.conversation if isinstance(item, ConversationItem) else None

    def conversation_at(self, index: Index) -> Conversation | None:
        """The conversation of a row; None for a heading."""
        item = self.itemFromIndex(index)
        return item.conversation if isinstance(item, ConversationItem) else None

    def index_of(self, conversation_id: int | None) -> QModelIndex:
        """The row of a conversation; invalid while it has not been read."""
        item = self._items.get(conversation_id) if conversation_id is not None else None
        return item.index() if item is not None else QModelIndex()

    def show_page(self, page: Sequence[Conversation], *, is_complete: bool) -> None:
        """Show a first page instead of everything."""
        self._today = self._read_today()
        self._items.clear()
        self.clear()
        self.append_page(page, is_complete=is_complete)

    def append_page(self, page: Sequence[Conversation], *, is_complete: bool) -> None:
        """Show the page that follows what is there."""
        self._is_complete = is_complete
        group = self._place_at(self.rowCount() - 1)[:1]
        rows: list[QStandardItem] = []
        for conversation in page:
            if conversation.id in self._items:
                continue  # it has moved up since
            item = ConversationItem(conversation, place_of(conversation, self._today))
            if item.place[:1] != group:
                group = item.place[:1]
                rows.append(HeadingItem(Group(int(group[0]))))
            rows.append(item)
            self._items[conversation.id] = item
        if rows:
            self.invisibleRootItem().appendRows(rows)

    def drop_end(self, count: int) -> None:
        """Drop the last rows, which a page will bring again."""
        first = max(0, self.rowCount() - count)
        for row in range(first, self.rowCount()):
            item = self.item(row)
            if isinstance(item, ConversationItem):
                del self._items[item.conversation.id]
        self._is_complete = False
        self.removeRows(first, self.rowCount() - first)

    def place(self, conversation: Conversation) -> None:
        """Show a conversation as it is now, where it belongs now."""
        place = place_of(conversation, self._today)
        item = self._items.get(conversation.id)
        if item is not None and self._stays(item.row(), place):
            item.conversation, item.place = conversation, place
            item.emitDataChanged()
            return
        self.remove(conversation.id)
        if self._is_complete or place < self._place_at(self.rowCount() - 1):
            self._insert(ConversationItem(conversation, place))

    def remove(self, conversation_id: int) -> None:
        """List a conversation no longer, nor its group when it was the last one there."""
        item = self._items.pop(conversation_id, None)
        if item is None:
            return
        row = item.row()
        self.removeRow(row)
        is_last = row == self.rowCount() or isinstance(self.item(row), HeadingItem)
        if is_last and isinstance(self.item(row - 1), HeadingItem):
            self.removeRow(row - 1)

    def _stays(self, row: int, place: Place) -> bool:
        is_last = row + 1 == self.rowCount()
        is_above_next = is_last or place < self._place_at(row + 1)
        return is_above_next and self._place_at(row - 1) < place

    def _insert(self, item: ConversationItem) -> None:
        heading = heading_place(Group(int(item.place[0])))
        row = self._row_for(heading)
        if row == self.rowCount() or self._place_at(row) != heading:
            self.insertRow(row, HeadingItem(Group(int(heading[0]))))
        self.insertRow(self._row_for(item.place), item)
        self._items[item.conversation.id] = item

    def _row_for(self, place: Place) -> int:
        return bisect.bisect_left(range(self.rowCount()), place, key=self._place_at)

    def _place_at(self, row: int) -> Place:
        item = self.item(row)
        return item.place if isinstance(item, HeadingItem | ConversationItem) else ()
