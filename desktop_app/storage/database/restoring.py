"""The way back to a backup: what is there becomes a backup itself, then the file is replaced."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.backups import BackupKind
from desktop_app.core.errors import (
    BackupProblem,
    BackupUnusable,
    DatabaseProblem,
    DatabaseUnusable,
)
from desktop_app.storage.database.connection import WAL_FILES, connect, is_sound
from desktop_app.storage.database.copying import copy_verified, has_content, open_backup
from desktop_app.storage.database.dropping import drop_older
from desktop_app.storage.database.migrations import Migration, applied
from desktop_app.storage.database.opening import Opened, check_writable, open_database, set_aside
from desktop_app.storage.database.problems import typed_errors

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.storage.database.layout import Layout


def restore(
    connection: sqlite3.Connection,
    backup: Path,
    *,
    in_memory: bool,
    layout: Layout,
    migrations: Sequence[Migration],
    patience: float,
) -> tuple[sqlite3.Connection, Opened]:
    """Put a backup into the place of the file and open it, in place of `connection`.

    `in_memory` tells that `connection` only serves because the file could not be used; then what
    both hold is kept. A damaged file cannot become a backup and is moved aside.

    Raises:
        BackupUnusable: it is damaged, of a later version, or not there any more.
        DatabaseUnusable: another program has the file, or there is no room for the copies.
            Nothing has changed in both cases.
    """
    check(backup, migrations)
    made: list[Path] = []
    try:
        with typed_errors():
            check_writable(layout)
            with contextlib.closing(open_backup(backup)) as source:
                copy_verified(source, layout.incoming)
            if in_memory:
                is_whole = _keep_file(layout, patience, made)
                _keep(connection, layout, made)
            else:
                is_whole = _keep(connection, layout, made)
        connection.close()
        problem = _replace(layout, is_whole)
        if problem is None:  # else the backup may be all that there is
            drop_older(layout, BackupKind.BEFORE_RESTORE, [*made, backup])
    finally:
        layout.incoming.unlink(missing_ok=True)
    reopened, opened = open_database(layout, migrations, patience)
    return reopened, opened if problem is None else opened._replace(problem=problem)


def check(path: Path, migrations: Sequence[Migration]) -> None:
    """Make sure that a backup can be restored.

    Raises:
        BackupUnusable: it is damaged, of a later version, or not there any more.
        DatabaseUnusable: the disk cannot read it.
    """
    if not path.exists():
        raise BackupUnusable(BackupProblem.GONE)
    try:
        with typed_errors(), contextlib.closing(open_backup(path)) as backup:
            done = applied(backup)
            if not done or not is_sound(backup, thorough=True):
                raise BackupUnusable(BackupProblem.DAMAGED)
    except DatabaseUnusable as error:
        _raise_unless_damaged(error)
        raise BackupUnusable(BackupProblem.DAMAGED) from error
    if done - {migration.name for migration in migrations}:
        raise BackupUnusable(BackupProblem.NEWER_VERSION)


def _keep(connection: sqlite3.Connection, layout: Layout, made: list[Path]) -> bool:
    """Make a backup of what there is and add it to `made`; False when it is damaged."""
    try:
        with typed_errors():
            if has_content(connection):
                target = layout.backup_before_restore()
                copy_verified(connection, target)
                made.append(target)
    except DatabaseUnusable as error:
        _raise_unless_damaged(error)
        return False
    return True


def _keep_file(layout: Layout, patience: float, made: list[Path]) -> bool:
    try:
        with typed_errors():
            connection = connect(layout.file, patience)
    except DatabaseUnusable as error:
        _raise_unless_damaged(error)
        return False
    with contextlib.closing(connection):
        return _keep(connection, layout, made)


def _raise_unless_damaged(error: DatabaseUnusable) -> None:
    if error.problem is not DatabaseProblem.DAMAGED:
        raise error


def _replace(layout: Layout, is_whole: bool) -> DatabaseUnusable | None:
    # From here on the former connection is closed: what fails now is said after opening again.
    try:
        with typed_errors():
            if not is_whole and set_aside(layout.file) == layout.file:
                raise DatabaseUnusable(DatabaseProblem.DAMAGED)
            for suffix in WAL_FILES:  # the log of one file would spoil the other
                Path(f"{layout.file}{suffix}").unlink(missing_ok=True)
            layout.incoming.replace(layout.file)
    except DatabaseUnusable as error:
        return error
    return None
