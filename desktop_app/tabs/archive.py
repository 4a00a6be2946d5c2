"""The conversations that are kept, opened after the first paint and looked after while open."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.core.errors import DatabaseUnusable
from desktop_app.core.uninterrupted import uninterrupted
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase

AN_HOUR = 3_600_000  # milliseconds: a window that stays open for days has its backups too
_SETTLING = 10.0  # seconds after opening: who has just come is not to wait for a backup
_FOR_ENDING = 5.0  # seconds that answers get to end before a backup takes their place

Ending = list[Coroutine[Any, Any, None]]


class Archive(QObject):
    """Owns the database of conversations: opening, daily backup, bin, going back to a backup."""

    opened = Signal()
    """The database is ready, or a backup has taken its place: read everything anew."""
    replacing = Signal(object)
    """Ending: a backup is about to take its place. Add what keeps the last and then has ended."""
    replaced = Signal()
    """A backup has taken its place: nothing that was open is in it. `opened` follows."""
    problem_found = Signal(object)  # DatabaseUnusable

    def __init__(
        self,
        folder: Path,
        parent: QObject | None = None,
        *,
        interval: int = AN_HOUR,
        settling: float = _SETTLING,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self._settling = settling
        self._opening: asyncio.Task[ConversationDatabase] | None = None
        self._is_open = False
        self._problem: DatabaseUnusable | None = None
        self._replacement = asyncio.Lock()
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self._on_failed)
        self._hourly = QTimer(self, interval=interval)
        self._hourly.timeout.connect(self._maintain)

    def start(self) -> None:
        """Open the database; `opened` or `problem_found` follows."""
        self._opening = asyncio.get_running_loop().create_task(_open(self.folder))
        self._runner.start(self._announce())
        self._hourly.start()

    @property
    def is_open(self) -> bool:
        """Whether `opened` has been told: who comes later begins at once."""
        return self._is_open

    @property
    def problem(self) -> DatabaseUnusable | None:
        """What `problem_found` told last, for who comes later."""
        return self._problem

    async def database(self) -> ConversationDatabase:
        """The database, as soon as it is open; the same object also after a backup was restored.

        Raises:
            DatabaseUnusable: not even a database in memory can be had.
        """
        assert self._opening is not None, "the archive has not been started"
        return await asyncio.shield(self._opening)

    async def restore(self, backup: Path) -> None:
        """Go back to a backup; what is there now becomes a backup itself.

        Raises:
            BackupUnusable: it is damaged, of a later version, or not there any more.
            DatabaseUnusable: another program has the file, or it cannot be written. Nothing has
                changed in both cases.
        """
        await uninterrupted(self._restore(backup))

    async def close(self) -> None:
        """Close the file; what still streams is kept as interrupted."""
        self._hourly.stop()
        await self._runner.close()
        if self._opening is None:
            return
        try:
            database = await self._opening
            async with self._replacement:
                await database.close()
        except DatabaseUnusable as problem:
            self._tell_problem(problem)

    async def _announce(self) -> None:
        database = await self.database()
        self._tell_opened(database)
        await asyncio.sleep(self._settling)
        await _look_after(database)

    def _tell_opened(self, database: ConversationDatabase) -> None:
        self._is_open = True
        self._problem = None
        self.opened.emit()
        if database.problem is not None:
            self._tell_problem(database.problem)

    def _tell_problem(self, problem: DatabaseUnusable) -> None:
        self._problem = problem
        self.problem_found.emit(problem)

    async def _restore(self, backup: Path) -> None:
        database = await self.database()
        async with self._replacement:
            await database.backups.check(backup)
            ending: Ending = []
            self.replacing.emit(ending)
            await _ended(ending)
            await database.answers.close()  # what could not be kept before is tried once more
            await database.restore(backup)
        self.replaced.emit()
        self._tell_opened(database)

    def _maintain(self) -> None:
        if not self._runner.busy:
            self._runner.start(self._look_after())

    async def _look_after(self) -> None:
        await _look_after(await self.database())

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, DatabaseUnusable):
            self._tell_problem(error)


async def _open(folder: Path) -> ConversationDatabase:
    # sqlite3 and what belongs to it take a tenth of a second to import.
    kind = await asyncio.to_thread(_database_class)
    return await kind.open(folder)


def _database_class() -> type[ConversationDatabase]:
    from desktop_app.storage.database import ConversationDatabase

    return ConversationDatabase


async def _ended(ending: Ending) -> None:
    if ending:
        await asyncio.wait([asyncio.ensure_future(each) for each in ending], timeout=_FOR_ENDING)


async def _look_after(database: ConversationDatabase) -> None:
    await database.backups.make_daily()
    await database.bin.empty_by_age()
