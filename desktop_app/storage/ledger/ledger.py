"""The ledger of calls, on a thread of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop_app.core.calls import KEPT_BYTES, KEPT_DAYS
from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable
from desktop_app.storage.database.connection import connect, transaction
from desktop_app.storage.database.migrations import migrate
from desktop_app.storage.database.opening import set_aside
from desktop_app.storage.database.problems import typed_errors
from desktop_app.storage.database.thread import DatabaseThread
from desktop_app.storage.ledger import finding, keeping
from desktop_app.storage.ledger.schema import MIGRATIONS
from desktop_app.storage.ledger.totals import totals

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from desktop_app.core.call_filter import CallFilter, Total, TotalsOf
    from desktop_app.core.calls import CallRecord, CallSummary

NEWEST = 2**62  # an id above all
_LONGEST = KEPT_DAYS * 24 * 3600  # seconds


class Ledger:
    """Made by `open`. A damaged file is set aside; there is nothing in it that cannot be missed."""

    def __init__(self, thread: DatabaseThread, longest: float, largest: int) -> None:
        self._thread = thread
        self._longest = longest
        self._largest = largest

    @classmethod
    async def open(
        cls, file: Path, *, longest: float = _LONGEST, largest: int = KEPT_BYTES
    ) -> Ledger:
        """Open the file: calls are kept for `longest` seconds, in at most `largest` bytes of it.

        Raises:
            DatabaseUnusable: another program has it, or it cannot be written.
        """
        thread = DatabaseThread()
        await thread.start(lambda: (_open(file), None))
        ledger = cls(thread, longest, largest)
        await ledger.prune()
        return ledger

    def add(self, make: Callable[[], CallRecord]) -> Future[CallSummary]:
        """Have the call made into a record on the ledger's thread, and kept; for any thread."""

        def work(connection: sqlite3.Connection) -> CallSummary:
            record = make()
            with transaction(connection):
                summary = keeping.add(connection, record)
                self._prune(connection)
            return summary

        return self._thread.submit(work)

    async def page(
        self, wanted: CallFilter, *, before: int = NEWEST, limit: int = 200
    ) -> tuple[list[CallSummary], int]:
        """Calls below the id `before`, the newest first, and the id to go on from, 0 at the end."""
        return await self._thread.read(lambda each: finding.page(each, wanted, before, limit))

    async def count(self, wanted: CallFilter) -> int:
        """How many calls the filter leaves, whatever text is looked for."""
        return await self._thread.read(lambda each: finding.count(each, wanted))

    async def profiles(self) -> list[str]:
        """The names of the profiles that calls were made with."""
        return await self._thread.read(finding.profiles)

    async def record(self, call_id: int) -> CallRecord | None:
        """Everything that is kept of a call; None when it has been dropped meanwhile."""
        return await self._thread.read(lambda each: finding.record(each, call_id))

    def records(self, wanted: CallFilter) -> Iterator[CallRecord]:
        """The calls that the filter leaves, the oldest first; for a worker thread, it waits.

        Raises:
            DatabaseUnusable: the file cannot be read.
        """
        last = 0
        while True:
            found, last = self._thread.submit(partial(finding.records, wanted, last)).result()
            yield from found
            if not last:
                return

    async def totals(self, of: TotalsOf) -> list[Total]:
        """Sums over all calls that are kept."""
        return await self._thread.read(lambda each: totals(each, of))

    async def prune(self) -> None:
        """Drop what is over its time, as each new call does: there may be none for weeks."""
        await self._thread.write(self._prune)

    async def clear(self) -> None:
        """Forget every call."""
        await self._thread.run(keeping.clear)

    async def close(self) -> None:
        """Write what was asked for, then close the file."""
        await self._thread.close()

    def _prune(self, connection: sqlite3.Connection) -> None:
        keeping.prune(connection, longest=self._longest, largest=self._largest)


def _open(file: Path) -> sqlite3.Connection:
    try:
        return _open_file(file)
    except DatabaseUnusable as error:
        if error.problem is not DatabaseProblem.DAMAGED:
            raise
        set_aside(file)
        return _open_file(file)


def _open_file(file: Path) -> sqlite3.Connection:
    with typed_errors():
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        connection = connect(file)
        try:
            migrate(connection, MIGRATIONS, lambda _name: None)
        except BaseException:
            connection.close()
            raise
    return connection
