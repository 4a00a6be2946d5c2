"""Keeps what is set for a conversation besides its messages."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop_app.core.errors import DatabaseUnusable
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.core.consents import Travels
    from desktop_app.core.conversation_parameters import ConversationParameters
    from desktop_app.tabs.archive import Archive

_AFTER = 0.4  # seconds after the last change of a parameter


class ConversationKeeper:
    """Writes what was set last; errors are told by the `failed` of its runner."""

    def __init__(self, archive: Archive, parent: QObject) -> None:
        self._archive = archive
        self._parameters: tuple[int, ConversationParameters] | None = None
        self._travels: tuple[int, Travels] | None = None
        self.runner = TaskRunner(parent)

    def keep_parameters(self, conversation_id: int, parameters: ConversationParameters) -> None:
        """Keep them in a moment."""
        self._parameters = conversation_id, parameters
        self.runner.start(self._write_later())

    def keep_travels(self, conversation_id: int, travels: Travels) -> None:
        """Keep them at once: the conversation is on its way."""
        self._travels = conversation_id, travels
        self.runner.start(self._write())

    async def close(self) -> None:
        """Keep what waits to be kept, if the disk can take it: nobody is there to be told."""
        await self.runner.close()
        with suppress(DatabaseUnusable):
            await self._write()

    async def _write_later(self) -> None:
        await asyncio.sleep(_AFTER)
        await self._write()

    async def _write(self) -> None:
        if self._parameters is None and self._travels is None:
            return
        conversations = (await self._archive.database()).conversations
        if self._travels is not None:
            (conversation_id, travels), self._travels = self._travels, None
            await conversations.set_travels(conversation_id, travels.as_json())
        if self._parameters is not None:
            (conversation_id, parameters), self._parameters = self._parameters, None
            await conversations.set_parameters(conversation_id, parameters.as_json())
