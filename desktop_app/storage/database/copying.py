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
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_partial(target.parent)  # of a program that was killed
    partial = target.with_name(target.name + _PARTIAL)
    try:
        with contextlib.closing(sqlite3.connect(partial, isolation_level=None)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # a backup is a single file
            if not is_sound(copy, thorough=True) or _counts(copy) != _counts(source):
                raise DatabaseUnusable(DatabaseProblem.DAMAGED)
        partial.replace(target)
    finally:
        _remove_partial(target.parent)


def _remove_partial(folder: Path) -> None:
    for path in folder.glob(f"*{_PARTIAL}*"):
        path.unlink(missing_ok=True)


def has_content(connection: sqlite3.Connection) -> bool:
    """Whether a database holds anything that a person would miss."""
    return any(_counts(connection))


def _counts(connection: sqlite3.Connection) -> list[int]:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    return [
        connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in _COUNTED
        if table in tables
    ]


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
