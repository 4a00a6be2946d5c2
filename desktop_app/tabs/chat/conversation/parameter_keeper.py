"""Keeps the parameters of a conversation soon after each change."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop_app.core.errors import DatabaseUnusable
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.core.conversation_parameters import ConversationParameters
    from desktop_app.tabs.archive import Archive

_AFTER = 0.4  # seconds after the last change


class ParameterKeeper:
    """Writes what was set last; errors are told by the `failed` of its runner."""

    def __init__(self, archive: Archive, parent: QObject) -> None:
        self._archive = archive
        self._waiting: tuple[int, ConversationParameters] | None = None
        self.runner = TaskRunner(parent)

    def keep(self, conversation_id: int, parameters: ConversationParameters) -> None:
        """Keep them in a moment."""
        self._waiting = conversation_id, parameters
        self.runner.start(self._write_later())

    async def close(self) -> None:
        """Keep what waits to be kept, if the disk can take it: nobody is there to be told."""
        await self.runner.close()
        with suppress(DatabaseUnusable):
            await self._write()

    async def _write_later(self) -> None:
        await asyncio.sleep(_AFTER)
        await self._write()

    async def _write(self) -> None:
        if self._waiting is not None:
            (conversation_id, parameters), self._waiting = self._waiting, None
            database = await self._archive.database()
            await database.conversations.set_parameters(conversation_id, parameters.as_json())
