"""Connections to SQLite, and the transactions on them.

How safe is a commit? `synchronous=NORMAL` in WAL mode never damages the file, and a killed program
loses nothing: its pages are with the system already. What a power cut may take are the last
commits, so those that a person counts on (a message about to be sent, an answer that has ended,
a deletion, an import) are durable: written with `synchronous=FULL`, one fsync each, which takes
everything committed before along. The flushes of a streaming answer are not: an fsync a second
for each stream would keep a disk awake to protect seconds that the next durable commit secures.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path(":memory:")
WAL_FILES = ("-wal", "-shm")  # beside the database, named as it with these at the end
_LARGEST_WAL = 16 * 1024 * 1024  # bytes that a checkpoint leaves of the log at most


def connect(path: Path, patience: float = 0.0) -> sqlite3.Connection:
    """Open a database for this process alone, waiting up to `patience` seconds for another one.

    The lock keeps a second window from taking the streaming answers of the first for interrupted
    ones, and WAL without shared memory also works on network drives.

    Raises:
        sqlite3.Error: it cannot be opened, is locked, or is no database.
    """
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    connection.row_factory = sqlite3.Row
    try:
        if path != MEMORY:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute(f"PRAGMA journal_size_limit={_LARGEST_WAL}")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute("PRAGMA fullfsync=ON")  # macOS: an fsync alone stays in the drive
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")  # an emptied bin is gone from the file
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, *, durable: bool = False) -> Iterator[None]:
    """Do all that is inside or nothing; `durable` outlives a power cut (see above)."""
    if durable:
        connection.execute("PRAGMA synchronous=FULL")
    try:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has rolled back by itself after some errors, such as a full disk.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    finally:
        if durable:
            connection.execute("PRAGMA synchronous=NORMAL")


def is_sound(connection: sqlite3.Connection, *, thorough: bool = False) -> bool:
    """Whether the file's structure holds; `thorough` compares the indexes with their tables too."""
    check = "integrity_check" if thorough else "quick_check"
    return [row[0] for row in connection.execute(f"PRAGMA {check}(1)")] == ["ok"]
