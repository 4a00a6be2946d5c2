"""Keeps what is written but not sent, for each conversation, whatever becomes of the program."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.errors import DatabaseUnusable
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.tabs.archive import Archive, Ending

_AFTER = 0.5  # seconds after the last key


class DraftKeeper(QObject):
    """Writes the draft of the conversation that is shown soon after each change."""

    loaded = Signal(object, str)  # conversation id or None, what was written last

    def __init__(self, archive: Archive, parent: QObject) -> None:
        super().__init__(parent)
        self._archive = archive
        self._waiting: dict[int | None, str] = {}
        # A draft that cannot be kept is no reason to disturb who writes it.
        self._writer = TaskRunner(self)
        self._reader = TaskRunner(self)
        archive.replacing.connect(self._on_replacing)

    def keep(self, conversation_id: int | None, text: str) -> None:
        """Keep `text` in a moment."""
        self._waiting[conversation_id] = text
        self._writer.start(self._write_later())

    def load(self, conversation_id: int | None) -> None:
        """Read a draft; `loaded` follows."""
        if conversation_id in self._waiting:
            self.loaded.emit(conversation_id, self._waiting[conversation_id])
        else:
            self._reader.start(self._read(conversation_id))

    async def close(self) -> None:
        """Keep what waits to be kept."""
        await asyncio.gather(self._reader.close(), self._keep())

    def _on_replacing(self, ending: Ending) -> None:
        ending.append(self._keep())

    async def _keep(self) -> None:
        await self._writer.close()
        await self._write()

    async def _read(self, conversation_id: int | None) -> None:
        database = await self._archive.database()
        self.loaded.emit(conversation_id, await database.drafts.get(conversation_id))

    async def _write_later(self) -> None:
        await asyncio.sleep(_AFTER)
        await self._write()

    async def _write(self) -> None:
        if not self._waiting:
            return
        try:
            database = await self._archive.database()
            while self._waiting:
                key, text = next(iter(self._waiting.items()))
                await database.drafts.put(key, text)
                if self._waiting.get(key) == text:
                    del self._waiting[key]
        except DatabaseUnusable:
            return  # the text is still in the window
