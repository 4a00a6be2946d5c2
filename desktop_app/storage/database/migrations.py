"""Brings a database to the form that this version knows: a named list that only ever grows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable
from desktop_app.storage.database.connection import transaction
from desktop_app.storage.database.schema import CONVERSATIONS, DRAFTS, FULL_TEXT_SEARCH, TRAVELS

if TYPE_CHECKING:
    import sqlite3


@dataclass(frozen=True, slots=True)
class Migration:
    """A step that is run once and never changed again."""

    name: str
    statements: tuple[str, ...]


MIGRATIONS = (
    Migration("conversations", CONVERSATIONS),
    Migration("full_text_search", FULL_TEXT_SEARCH),
    Migration("drafts", DRAFTS),
    Migration("travels", TRAVELS),
)


def migrate(
    connection: sqlite3.Connection,
    migrations: Sequence[Migration],
    back_up: Callable[[str], None],
) -> None:
    """Run what has not been run, each step in a transaction of its own.

    `back_up` is called with the name of each step before it, unless the database is still new.

    Raises:
        DatabaseUnusable: a later version of the program has been here; nothing was changed.
        sqlite3.Error: the disk is full, for example; the steps before stay done.
    """
    done = applied(connection)
    if done - {migration.name for migration in migrations}:
        raise DatabaseUnusable(DatabaseProblem.NEWER_VERSION)
    has_content = bool(done)
    for migration in migrations:
        if migration.name in done:
            continue
        if has_content:
            back_up(migration.name)
        _apply(connection, migration)


def applied(connection: sqlite3.Connection) -> set[str]:
    """The names of the steps that were run on a database."""
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'migrations'").fetchone():
        return set()
    return {row[0] for row in connection.execute("SELECT name FROM migrations")}


def _apply(connection: sqlite3.Connection, migration: Migration) -> None:
    with transaction(connection, durable=True):
        connection.execute(
            "CREATE TABLE IF NOT EXISTS migrations "
            "(name TEXT PRIMARY KEY, applied_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP)"
        )
        for statement in migration.statements:
            connection.execute(statement)
        connection.execute("INSERT INTO migrations (name) VALUES (?)", (migration.name,))
