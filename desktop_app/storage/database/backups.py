"""A backup a day, the last seven kept, and the way back to one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable
from desktop_app.storage.database.connection import is_sound
from desktop_app.storage.database.copying import copy_verified, open_backup
from desktop_app.storage.database.migrations import Migration, applied, migrate
from desktop_app.storage.database.opening import mark_interrupted

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.storage.database.layout import Layout
    from desktop_app.storage.database.thread import DatabaseThread

KEPT_DAYS = 7


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup; `daily` tells those of each day from those made before a migration or a restore."""

    path: Path
    made: datetime
    size: int
    daily: bool


class Backups:
    """Makes, lists and restores backups. A database in memory is never backed up."""

    def __init__(
        self,
        thread: DatabaseThread,
        layout: Layout,
        migrations: Sequence[Migration],
        *,
        enabled: bool,
    ) -> None:
        self._thread = thread
        self._layout = layout
        self._migrations = migrations
        self._enabled = enabled

    async def make_daily(self, today: date | None = None) -> Path | None:
        """Back up unless it was done today or there is nothing yet; drops the oldest but seven.

        Raises:
            DatabaseUnusable: the database is damaged, or the disk is full; older backups are kept.
        """
        if not self._enabled:
            return None
        target = self._layout.backup_of_day(today or datetime.now().astimezone().date())

        def work(connection: sqlite3.Connection) -> Path | None:
            if target.exists() or not connection.execute("SELECT 1 FROM messages").fetchone():
                return None
            copy_verified(connection, target)
            for old in _daily(self._layout)[:-KEPT_DAYS]:
                old.unlink(missing_ok=True)
            return target

        return await self._thread.run(work)

    async def available(self) -> list[Backup]:
        """All backups, the newest first."""
        return await asyncio.to_thread(_available, self._layout)

    async def restore(self, path: Path) -> None:
        """Go back to a backup; what is there now becomes a backup itself.

        Answers that stream meanwhile belong to what was there: end them before.

        Raises:
            DatabaseUnusable: the backup is damaged, of a later version, or cannot be written back;
                nothing has changed then.
        """
        await self._thread.run(lambda connection: self._restore(connection, path))

    def _restore(self, connection: sqlite3.Connection, path: Path) -> None:
        with contextlib.closing(open_backup(path)) as backup:
            done = applied(backup)
            if not done or not is_sound(backup, thorough=True):
                raise DatabaseUnusable(DatabaseProblem.DAMAGED)
            if done - {migration.name for migration in self._migrations}:
                raise DatabaseUnusable(DatabaseProblem.NEWER_VERSION)
            if self._enabled:
                copy_verified(connection, self._layout.backup_before_restore())
            backup.backup(connection)  # one transaction: all of it or nothing
        # The backup that this one came from is a copy enough.
        migrate(connection, self._migrations, lambda _: None)
        mark_interrupted(connection)


def _daily(layout: Layout) -> list[Path]:
    return sorted(layout.backups.glob("daily-????-??-??.sqlite3"))


def _available(layout: Layout) -> list[Backup]:
    daily = set(_daily(layout))
    found = []
    for path in layout.backups.glob("*.sqlite3"):
        with contextlib.suppress(FileNotFoundError):
            status = path.stat()
            made = datetime.fromtimestamp(status.st_mtime, UTC)
            found.append(Backup(path, made, status.st_size, path in daily))
    return sorted(found, key=lambda backup: (backup.made, backup.path.name), reverse=True)
