"""Copies of a database that are known to be good."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable
from desktop_app.storage.database.connection import is_sound

_PARTIAL = ".partial"
_COUNTED = ("conversations", "messages", "attachments", "tags")


def copy_verified(source: sqlite3.Connection, target: Path) -> None:
    """Copy a database into one file, check the copy, and only then give it its name.

    Raises:
        DatabaseUnusable: the copy, and so most likely the source, is damaged.
        sqlite3.Error: it cannot be written. An older file of that name stays as it was.
        OSError: the folder cannot be made.
    """
    start_copy(source, target).finish()


def start_copy(source: sqlite3.Connection, target: Path) -> UncheckedCopy:
    """Copy a database, which may change again from then on.

    Raises:
        sqlite3.Error, OSError: it cannot be written.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    copy = UncheckedCopy(target, counts(source))
    copy.remove()  # of a program that was killed
    try:
        with contextlib.closing(sqlite3.connect(copy.path, isolation_level=None)) as connection:
            source.backup(connection)
            connection.execute("PRAGMA journal_mode=DELETE")  # a backup is a single file
    except BaseException:
        copy.remove()
        raise
    return copy


class UncheckedCopy:
    """A copy that does not yet have its name; `finish` may run in another thread."""

    def __init__(self, target: Path, expected: dict[str, int]) -> None:
        self.path = target.with_name(target.name + _PARTIAL)
        self._target = target
        self._expected = expected

    def finish(self) -> None:
        """Check it, which takes longer than to copy, and give it its name.

        Raises:
            DatabaseUnusable: it is damaged.
            sqlite3.Error, OSError: it cannot be read.
        """
        try:
            with contextlib.closing(sqlite3.connect(self.path, isolation_level=None)) as copy:
                if not is_sound(copy, thorough=True) or counts(copy) != self._expected:
                    raise DatabaseUnusable(DatabaseProblem.DAMAGED)
            self.path.replace(self._target)
        finally:
            self.remove()

    def remove(self) -> None:
        """Leave nothing behind."""
        for path in self.path.parent.glob(f"{self.path.name}*"):
            path.unlink(missing_ok=True)


def remove_unchecked(folder: Path) -> None:
    """Remove the copies that a program which was killed had not finished."""
    for path in folder.glob(f"*{_PARTIAL}*"):
        path.unlink(missing_ok=True)


def has_content(connection: sqlite3.Connection) -> bool:
    """Whether a database holds anything that a person would miss."""
    return any(counts(connection).values())


def counts(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows the tables hold that a person has filled; a bin is counted too."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    return {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in _COUNTED
        if table in tables
    }


def digests_in_backup(path: Path) -> set[str]:
    """The attachments that a backup refers to.

    Raises:
        sqlite3.Error: it cannot be read, so that nobody can know.
    """
    with contextlib.closing(open_backup(path)) as backup:
        return {row[0] for row in backup.execute("SELECT digest FROM attachments")}


def open_backup(path: Path) -> sqlite3.Connection:
    """A backup for reading only.

    Raises:
        sqlite3.Error: it is no database, or cannot be read.
    """
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
