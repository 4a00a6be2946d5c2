"""A backup a day, the last seven kept, and the list of all."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.backups import Backup
from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable
from desktop_app.core.uninterrupted import uninterrupted
from desktop_app.storage.database.copying import UncheckedCopy, remove_unchecked, start_copy
from desktop_app.storage.database.layout import kind_of_backup
from desktop_app.storage.database.problems import typed_errors
from desktop_app.storage.database.restoring import check

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.storage.database.layout import Layout
    from desktop_app.storage.database.migrations import Migration
    from desktop_app.storage.database.thread import DatabaseThread

KEPT_DAYS = 7


class Backups:
    """Makes, lists and checks backups; `enabled` is False for a database in memory."""

    def __init__(
        self, thread: DatabaseThread, layout: Layout, migrations: Sequence[Migration]
    ) -> None:
        self.enabled = True
        self._thread = thread
        self._layout = layout
        self._migrations = migrations

    async def make_daily(self, today: date | None = None) -> Path | None:
        """Back up unless it was done today or there is nothing yet; drops the oldest but seven.

        Raises:
            DatabaseUnusable: the database is damaged, or the disk is full; older backups are kept.
        """
        if not self.enabled:
            return None
        target = self._layout.backup_of_day(today or datetime.now().astimezone().date())

        def copy(connection: sqlite3.Connection) -> UncheckedCopy | None:
            if target.exists() or not connection.execute("SELECT 1 FROM messages").fetchone():
                return None
            remove_unchecked(self._layout.backups)
            return start_copy(connection, target)

        def finish(copied: UncheckedCopy) -> Path:
            with typed_errors():
                copied.finish()
                for old in self._layout.daily_backups()[:-KEPT_DAYS]:
                    old.unlink(missing_ok=True)
            return target

        async def work() -> Path | None:
            copied = await self._thread.run(copy)
            # Not on the database's thread: a person who has just come wants to read and write.
            return await asyncio.to_thread(finish, copied) if copied else None

        try:
            return await uninterrupted(work())
        except DatabaseUnusable as error:
            self._thread.found_damage |= error.problem is DatabaseProblem.DAMAGED
            raise

    async def available(self) -> list[Backup]:
        """All backups, the newest first; also when the database itself cannot be used."""
        return await asyncio.to_thread(_available, self._layout)

    async def check(self, path: Path) -> None:
        """Make sure that a backup can be restored.

        Raises:
            BackupUnusable: it is damaged, of a later version, or not there any more.
            DatabaseUnusable: the disk cannot read it.
        """
        await asyncio.to_thread(check, path, self._migrations)


def _available(layout: Layout) -> list[Backup]:
    found = []
    for path in layout.backups.glob("*.sqlite3"):
        with contextlib.suppress(FileNotFoundError):
            status = path.stat()
            made = datetime.fromtimestamp(status.st_mtime, UTC)
            found.append(Backup(path, made, status.st_size, kind_of_backup(path)))
    return sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True)
