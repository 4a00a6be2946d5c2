"""The one thread on which everything happens that touches the database."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable
from desktop_app.storage.database.connection import transaction
from desktop_app.storage.database.problems import typed_errors

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]


class DatabaseThread:
    """Runs work one after the other, in the order in which it was asked for."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(1, thread_name_prefix="database")
        self._connection: sqlite3.Connection | None = None
        self.found_damage = False
        """Whether the file has turned out to be damaged."""

    async def start(self, opening: Callable[[], tuple[sqlite3.Connection, T]]) -> T:
        """Open the connection on the thread; hands on what `opening` says besides.

        Raises:
            DatabaseUnusable: it cannot be opened. The thread has ended then.
        """

        def open_connection() -> T:
            with typed_errors():
                self._connection, said = opening()
            return said

        try:
            return await asyncio.wrap_future(self._executor.submit(open_connection))
        except BaseException:
            self._executor.submit(self._disconnect)
            self._executor.shutdown(wait=False)
            raise

    async def read(self, work: Work[T]) -> T:
        """Run work that changes nothing; it is dropped if its caller is cancelled before.

        Raises:
            DatabaseUnusable: the file cannot be read.
        """
        return await asyncio.wrap_future(self.submit(work))

    async def write(self, work: Work[T], *, durable: bool = False) -> T:
        """Run work in a transaction, to its end even if the caller is cancelled meanwhile.

        Raises:
            DatabaseUnusable: the file cannot be written; nothing was changed.
        """

        def in_transaction(connection: sqlite3.Connection) -> T:
            with transaction(connection, durable=durable):
                return work(connection)

        return await self.run(in_transaction)

    async def run(self, work: Work[T]) -> T:
        """Run work that makes its own transactions, to its end whatever happens to the caller.

        Raises:
            DatabaseUnusable: the file cannot be read or written.
        """
        return await asyncio.shield(asyncio.wrap_future(self.submit(work)))

    async def reopen(
        self, opening: Callable[[sqlite3.Connection], tuple[sqlite3.Connection, T]]
    ) -> T:
        """Replace the connection by what `opening` makes of it; hands on what it says besides.

        Goes to its end whatever happens to the caller.

        Raises:
            DatabaseUnusable: it cannot be replaced; the former one is still in use.
        """

        def replace(connection: sqlite3.Connection) -> T:
            self._connection, said = opening(connection)
            return said

        return await self.run(replace)

    def submit(self, work: Work[T]) -> Future[T]:
        """Run work for another thread, which can wait for the result."""
        return self._executor.submit(self._run, work)

    async def close(self) -> None:
        """Finish what was asked for, then close the file. A second call does nothing."""
        try:
            closing = self._executor.submit(self._disconnect)
        except RuntimeError:
            return  # closed already
        self._executor.shutdown(wait=False)
        await asyncio.shield(asyncio.wrap_future(closing))

    def _run(self, work: Work[T]) -> T:
        assert self._connection is not None
        try:
            with typed_errors():
                return work(self._connection)
        except DatabaseUnusable as error:
            self.found_damage |= error.problem is DatabaseProblem.DAMAGED
            raise

    def _disconnect(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
