"""The messages of the branch that is shown: its end at once, the rest page by page."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.conversations import StoredMessage
    from desktop_app.tabs.archive import Archive

_OPENED = 40  # messages read before anything is shown: some screenfuls
_PAGE = 200  # messages read at once afterwards


class Branch(QObject):
    """Messages, oldest first; `messages` grows at its beginning until it is complete."""

    replaced = Signal(object)  # the id of the message to be shown, or None for the end
    older_loaded = Signal(object)  # list[StoredMessage]: what precedes all others
    appended = Signal(object)  # StoredMessage
    cut = Signal(object)  # StoredMessage: it and all below it are shown no longer
    sought = Signal(object)  # the id of one of them, which is to be seen
    failed = Signal(object)

    def __init__(self, archive: Archive, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.messages: list[StoredMessage] = []
        self._archive = archive
        self._conversation_id: int | None = None  # once something is to be read
        self._is_stale = False
        self._is_idle = asyncio.Event()
        self._is_idle.set()
        self._loader = TaskRunner(self)
        self._loader.failed.connect(self.failed)
        self._loader.busy_changed.connect(self._on_busy_changed)

    async def complete(self) -> None:
        """Wait until the messages reach back to the first; what failed is read once more.

        Raises:
            DatabaseUnusable: it cannot be read.
        """
        if self._is_stale and self._conversation_id is not None:
            await self.load(self._conversation_id)
        await self._is_idle.wait()
        await self._load_rest()

    async def load(self, conversation_id: int, show: int | None = None) -> None:
        """Read the branch anew, its end first; `show` is the message that is to be seen.

        Raises:
            DatabaseUnusable: it cannot be read.
        """
        self._loader.cancel()
        self._conversation_id = conversation_id
        self._is_stale = True
        database = await self._archive.database()
        self.messages = await database.messages.branch(conversation_id, limit=_OPENED)
        while show is not None and self._lacks(show):
            if not await self._load_page():
                break
        self._is_stale = False
        self.replaced.emit(None if show is None or self._lacks(show) else show)
        self._loader.start(self._load_rest())

    def append(self, message: StoredMessage) -> None:
        """Take a message that was stored at the end."""
        self.messages.append(message)
        self.appended.emit(message)

    def cut_from(self, message_id: int) -> None:
        """Show the messages above this one only."""
        index = self.index(message_id)
        if index is not None:
            first = self.messages[index]
            del self.messages[index:]
            self.cut.emit(first)

    def index(self, message_id: int) -> int | None:
        """Where a message stands, searched from the end."""
        for index in range(len(self.messages) - 1, -1, -1):
            if self.messages[index].id == message_id:
                return index
        return None

    def seek(self, message_id: int) -> None:
        """Let a message be seen if it is one of them."""
        if not self._lacks(message_id):
            self.sought.emit(message_id)

    async def close(self) -> None:
        """End the reading."""
        await self._loader.close()

    def _lacks(self, message_id: int) -> bool:
        return self.index(message_id) is None

    def _on_busy_changed(self, busy: bool) -> None:
        if busy:
            self._is_idle.clear()
        else:
            self._is_idle.set()

    async def _load_rest(self) -> None:
        while older := await self._load_page():
            self.older_loaded.emit(older)

    async def _load_page(self) -> list[StoredMessage]:
        if not self.messages or self._conversation_id is None:
            return []
        first = self.messages[0]
        if first.parent_id is None:
            return []
        database = await self._archive.database()
        older = await database.messages.branch(self._conversation_id, before=first, limit=_PAGE)
        if self.messages and self.messages[0] is first:
            self.messages[:0] = older
            return older
        return []
