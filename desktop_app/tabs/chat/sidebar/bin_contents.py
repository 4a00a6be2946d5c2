"""Reads what is in the bin and shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from datetime import datetime

    from desktop_app.core.conversations import Conversation, DeletedMessage
    from desktop_app.tabs.archive import Archive
    from desktop_app.tabs.chat.sidebar.view import ConversationSidebar


class BinContents(QObject):
    """Keeps the page of the bin true while it is looked at."""

    failed = Signal(object)

    def __init__(self, view: ConversationSidebar, archive: Archive, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._archive = archive
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self.failed)
        view.bin_requested.connect(self._on_requested)

    def refresh(self) -> None:
        """Read the bin anew if it is looked at."""
        if self._view.shows_bin:
            self._on_requested()

    async def close(self) -> None:
        """Give up what is being read."""
        await self._runner.close()

    def _on_requested(self) -> None:
        self._runner.start(self._read())

    async def _read(self) -> None:
        database = await self._archive.database()
        deleted: list[Conversation | DeletedMessage]
        deleted = [*await database.bin.conversations(), *await database.bin.messages()]
        deleted.sort(key=_deleted_at, reverse=True)
        from desktop_app.storage.database.bin import KEPT  # loaded with the database

        self._view.show_bin(deleted, KEPT)


def _deleted_at(each: Conversation | DeletedMessage) -> datetime:
    assert each.deleted is not None
    return each.deleted
