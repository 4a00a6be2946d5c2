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
from desktop_app.storage.database.copying import counts
from desktop_app.storage.database.drafts import Drafts
from desktop_app.storage.database.exchange.exporting import Exporter
from desktop_app.storage.database.exchange.importing import Importer
from desktop_app.storage.database.layout import Layout
from desktop_app.storage.database.messages import Messages
from desktop_app.storage.database.migrations import MIGRATIONS, Migration
from desktop_app.storage.database.opening import Opened, open_database
from desktop_app.storage.database.restoring import restore
from desktop_app.storage.database.seal import Seal
from desktop_app.storage.database.search import Search
from desktop_app.storage.database.thread import DatabaseThread

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.core.errors import DatabaseUnusable

_PATIENCE = 2.0  # seconds: an earlier window may just be closing


class ConversationDatabase:
    """The parts of the database, which share its one thread. Made by `open`."""

    def __init__(
        self,
        thread: DatabaseThread,
        layout: Layout,
        migrations: Sequence[Migration],
        patience: float,
        opened: Opened,
    ) -> None:
        self._thread = thread
        self._layout = layout
        self._migrations = migrations
        self._patience = patience
        self._opened = opened
        self._temporary: tempfile.TemporaryDirectory[str] | None = None
        self.attachments = AttachmentFolder(layout.attachments)
        self.conversations = Conversations(thread)
        self.messages = Messages(thread, self.attachments)
        self.answers = Answers(thread, self.attachments)
        self.drafts = Drafts(thread)
        self.search = Search(thread)
        self.bin = Bin(thread, layout, self.attachments)
        self.backups = Backups(thread, layout, migrations)
        self.exporter = Exporter(thread, self.attachments)
        self.importer = Importer(thread, self.attachments)
        self._use_opened(opened)

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
        return cls(thread, layout, migrations, patience, opened)

    @property
    def problem(self) -> DatabaseUnusable | None:
        """What was wrong when it was opened; the file is kept whatever it was."""
        return self._opened.problem

    @property
    def in_memory(self) -> bool:
        """Whether everything is forgotten at the end, because the file could not be used."""
        return self._opened.in_memory

    async def counts(self) -> dict[str, int]:
        """How many conversations, messages, attachments and tags there are.

        Raises:
            DatabaseUnusable: the file cannot be read.
        """
        return await self._thread.read(counts)

    async def restore(self, backup: Path) -> None:
        """Go back to a backup; what is there now becomes a backup itself.

        Also when the file could not be used: it is replaced and opened then. Answers that stream
        meanwhile belong to what was there: end them before.

        Raises:
            BackupUnusable: it is damaged, of a later version, or not there any more.
            DatabaseUnusable: another program has the file, or it cannot be written. Nothing has
                changed in both cases.
        """
        in_memory = self.in_memory

        def work(connection: sqlite3.Connection) -> tuple[sqlite3.Connection, Opened]:
            if in_memory:  # the backup of what is in memory refers to them
                self.attachments.copy_to_older()
            return restore(
                connection,
                backup,
                in_memory=in_memory,
                layout=self._layout,
                migrations=self._migrations,
                patience=self._patience,
            )

        self._use_opened(await self._thread.reopen(work))

    async def close(self) -> None:
        """Keep what still streams, then close the file.

        Raises:
            DatabaseUnusable: an answer could not be kept. The file is closed all the same.
        """
        try:
            await self.answers.close()
        finally:
            await self._thread.close()
            if not self.in_memory and not self._thread.found_damage:
                await asyncio.to_thread(Seal(self._layout.file).put)
            if self._temporary is not None:
                await asyncio.to_thread(self._temporary.cleanup)

    def _use_opened(self, opened: Opened) -> None:
        self._opened = opened
        self.backups.enabled = not opened.in_memory
        former, self._temporary = self._temporary, None
        if opened.in_memory:
            self._temporary = tempfile.TemporaryDirectory(prefix="llmhub-attachments-")
            self.attachments.use(Path(self._temporary.name), older=self._layout.attachments)
        else:
            self.attachments.use(self._layout.attachments)
        if former is not None:
            former.cleanup()
