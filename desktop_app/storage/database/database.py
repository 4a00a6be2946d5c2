"""All that is kept of conversations, behind one door."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.storage.database.answers import Answers
from desktop_app.storage.database.attachments import AttachmentFolder
from desktop_app.storage.database.backups import Backups
from desktop_app.storage.database.bin import Bin
from desktop_app.storage.database.conversations import Conversations
from desktop_app.storage.database.exchange.exporting import Exporter
from desktop_app.storage.database.exchange.importing import Importer
from desktop_app.storage.database.layout import Layout
from desktop_app.storage.database.messages import Messages
from desktop_app.storage.database.migrations import MIGRATIONS, Migration
from desktop_app.storage.database.opening import Opened, open_database
from desktop_app.storage.database.search import Search
from desktop_app.storage.database.thread import DatabaseThread

if TYPE_CHECKING:
    from desktop_app.core.errors import DatabaseUnusable

_PATIENCE = 2.0  # seconds: an earlier window may just be closing


class ConversationDatabase:
    """The parts of the database, which share its one thread. Made by `open`."""

    def __init__(
        self,
        thread: DatabaseThread,
        layout: Layout,
        migrations: Sequence[Migration],
        opened: Opened,
    ) -> None:
        self._thread = thread
        self._opened = opened
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self.attachments = self._attachment_folder(layout)
        self.conversations = Conversations(thread)
        self.messages = Messages(thread, self.attachments)
        self.answers = Answers(thread, self.attachments)
        self.search = Search(thread)
        self.bin = Bin(thread, layout, self.attachments)
        self.backups = Backups(thread, layout, migrations, enabled=not opened.in_memory)
        self.exporter = Exporter(thread, self.attachments)
        self.importer = Importer(thread, self.attachments)

    @classmethod
    async def open(
        cls,
        folder: Path,
        *,
        migrations: Sequence[Migration] = MIGRATIONS,
        patience: float = _PATIENCE,
    ) -> ConversationDatabase:
        """Open the conversations in `folder`, or something to go on with; see `problem`."""
        thread = DatabaseThread()
        layout = Layout(folder)
        opened = await thread.start(lambda: open_database(layout, migrations, patience))
        return cls(thread, layout, migrations, opened)

    @property
    def problem(self) -> DatabaseUnusable | None:
        """What was wrong when it was opened; the file is kept whatever it was."""
        return self._opened.problem

    @property
    def in_memory(self) -> bool:
        """Whether everything is forgotten at the end, because the file could not be used."""
        return self._opened.in_memory

    async def close(self) -> None:
        """Keep what still streams, then close the file.

        Raises:
            DatabaseUnusable: an answer could not be kept. The file is closed all the same.
        """
        try:
            await self.answers.close()
        finally:
            await self._thread.close()
            if self._temporary is not None:
                await asyncio.to_thread(self._temporary.cleanup)

    def _attachment_folder(self, layout: Layout) -> AttachmentFolder:
        if not self._opened.in_memory:
            return AttachmentFolder(layout.attachments)
        self._temporary = tempfile.TemporaryDirectory(prefix="llmhub-attachments-")
        return AttachmentFolder(Path(self._temporary.name), older=layout.attachments)
