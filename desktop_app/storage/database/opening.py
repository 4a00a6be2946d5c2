"""Opens the database, or, where that cannot be, something that the program can go on with."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.core.atomic_file import move_aside
from desktop_app.core.backups import BackupKind
from desktop_app.core.conversations import MessageState
from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable
from desktop_app.storage.database.connection import (
    MEMORY,
    WAL_FILES,
    connect,
    is_sound,
    transaction,
)
from desktop_app.storage.database.copying import copy_verified
from desktop_app.storage.database.dropping import drop_older
from desktop_app.storage.database.migrations import Migration, migrate
from desktop_app.storage.database.problems import typed_errors
from desktop_app.storage.database.seal import Seal

if TYPE_CHECKING:
    from desktop_app.storage.database.layout import Layout

_STREAMING = f"state = '{MessageState.STREAMING.value}'"  # as in the index of these few
_COPIED = {DatabaseProblem.DISK_FULL, DatabaseProblem.READ_ONLY, DatabaseProblem.DISK_FAILED}


class Opened(NamedTuple):
    """What was opened. `in_memory`: nothing is kept beyond the end; `problem` says why."""

    in_memory: bool = False
    problem: DatabaseUnusable | None = None


def open_database(
    layout: Layout, migrations: Sequence[Migration], patience: float
) -> tuple[sqlite3.Connection, Opened]:
    """Open the file; if it cannot be used it stays where it is, and a database in memory serves.

    Only a damaged file is moved aside, for a new one in its place. On a full or read-only disk
    the one in memory begins with what the file holds. `patience` in seconds, for another program.
    """
    try:
        return _open_file(layout, migrations, patience), Opened()
    except DatabaseUnusable as error:
        problem = error
    if problem.problem is DatabaseProblem.DAMAGED:
        problem = DatabaseUnusable(problem.problem, kept_as=set_aside(layout.file))
        with contextlib.suppress(DatabaseUnusable):
            return _open_file(layout, migrations, patience), Opened(problem=problem)
    problem = DatabaseUnusable(problem.problem, kept_as=problem.kept_as, in_memory=True)
    origin = layout.file if problem.problem in _COPIED else None
    return _open_memory(migrations, origin), Opened(in_memory=True, problem=problem)


def _open_file(
    layout: Layout, migrations: Sequence[Migration], patience: float
) -> sqlite3.Connection:
    made: list[Path] = []

    def back_up(name: str) -> None:
        made.append(layout.backup_before(name))
        copy_verified(connection, made[-1])
        # All of this update stay: only the first is in the form of the version before.
        drop_older(layout, BackupKind.BEFORE_UPDATE, made)

    with typed_errors():
        layout.folder.mkdir(parents=True, exist_ok=True)
        check_writable(layout)
        seal = Seal(layout.file)
        is_known_good = seal.holds()
        connection = connect(layout.file, patience)
        try:
            seal.remove()
            for leftover in layout.incoming_leftovers():
                leftover.unlink(missing_ok=True)
            if not is_known_good and not is_sound(connection):
                raise DatabaseUnusable(DatabaseProblem.DAMAGED)
            migrate(connection, migrations, back_up)
            _mark_interrupted(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def check_writable(layout: Layout) -> None:
    """Refuse what SQLite would refuse later.

    Raises:
        DatabaseUnusable: the folder or the file is read-only.
    """
    # SQLite opens a file that it can only read without a word, then fails in many ways.
    for path in (layout.folder, layout.file):
        if path.exists() and not os.access(path, os.W_OK):
            raise DatabaseUnusable(DatabaseProblem.READ_ONLY)


def _mark_interrupted(connection: sqlite3.Connection) -> None:
    # Whatever is streaming when a database is opened was broken off with its program.
    if connection.execute(f"SELECT 1 FROM messages WHERE {_STREAMING}").fetchone():
        with transaction(connection, durable=True):
            connection.execute(
                f"UPDATE messages SET state = ? WHERE {_STREAMING}",
                (MessageState.INTERRUPTED.value,),
            )


def _open_memory(migrations: Sequence[Migration], origin: Path | None) -> sqlite3.Connection:
    if origin is not None:
        # Whatever is wrong with the file: an empty database is better than none.
        with contextlib.suppress(sqlite3.Error, OSError, DatabaseUnusable):
            return _finish_memory(_copy_to_memory(origin), migrations)
    return _finish_memory(connect(MEMORY), migrations)


def _finish_memory(
    memory: sqlite3.Connection, migrations: Sequence[Migration]
) -> sqlite3.Connection:
    try:
        migrate(memory, migrations, lambda _: None)
        _mark_interrupted(memory)
    except BaseException:
        memory.close()
        raise
    return memory


def _copy_to_memory(origin: Path) -> sqlite3.Connection:
    # Read through a copy: the log beside the file holds the latest, and reading it means writing.
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copy(origin, folder))
        if (wal := Path(f"{origin}-wal")).exists():
            shutil.copy(wal, folder)
        copied.chmod(0o600)
        with contextlib.closing(connect(copied)) as source:
            if not is_sound(source):
                raise DatabaseUnusable(DatabaseProblem.DAMAGED)
            source.execute("PRAGMA journal_mode=DELETE")  # memory knows no WAL
            memory = connect(MEMORY)
            source.backup(memory)
    return memory


def set_aside(path: Path) -> Path:
    """Keep a file that cannot be used, with its log, under another name; where it is now."""
    kept = move_aside(path)
    if kept != path:
        for suffix in WAL_FILES:
            with contextlib.suppress(FileNotFoundError):
                Path(f"{path}{suffix}").replace(f"{kept}{suffix}")
    return kept
