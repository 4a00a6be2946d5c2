"""What the ledger keeps: everything that is new, and of what is old as much as its limits allow."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.storage.ledger.rows import call_values, detail_values

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.core.calls import CallRecord, CallSummary


def add(connection: sqlite3.Connection, record: CallRecord) -> CallSummary:
    """Keep a call; its summary with its id."""
    call_id = _insert(connection, "calls", call_values(record))
    _insert(connection, "details", {"call_id": call_id, **detail_values(record)})
    return replace(record.summary, id=call_id)


def prune(connection: sqlite3.Connection, *, longest: float, largest: int) -> None:
    """Drop what is older than `longest` seconds, and the oldest while all takes over `largest`.

    That is bytes of the file; the room of what is dropped is taken by what comes.
    """
    connection.execute("DELETE FROM calls WHERE began < ?", (time.time() - longest,))
    while _size(connection) > largest:
        oldest = connection.execute("DELETE FROM calls WHERE id = (SELECT min(id) FROM calls)")
        if not oldest.rowcount:
            return


def clear(connection: sqlite3.Connection) -> None:
    """Drop everything; not in a transaction. The file is small afterwards."""
    connection.execute("DELETE FROM details")
    connection.execute("DELETE FROM calls")
    connection.execute("VACUUM")


def _size(connection: sqlite3.Connection) -> int:
    """Bytes of the pages that are in use, as a number that the file's header holds."""
    pages, free, length = (
        connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("page_count", "freelist_count", "page_size")
    )
    return int((pages - free) * length)


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, object]) -> int:
    columns, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    done = connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)
    assert done.lastrowid is not None
    return done.lastrowid
