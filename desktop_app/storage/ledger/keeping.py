"""What the ledger keeps: everything that is new, and of what is old as much as its limits allow."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.storage.ledger.rows import call_values, detail_values, size_of

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.core.calls import CallRecord, CallSummary

LONGEST = 30 * 24 * 3600  # seconds
LARGEST = 200 * 1000 * 1000  # bytes
_STEP = 200  # calls that are dropped at once


def add(connection: sqlite3.Connection, record: CallRecord) -> CallSummary:
    """Keep a call; its summary with its id."""
    details = detail_values(record)
    call_id = _insert(connection, "calls", call_values(record, size_of(details)))
    _insert(connection, "details", {"call_id": call_id, **details})
    return replace(record.summary, id=call_id)


def prune(connection: sqlite3.Connection, *, longest: float, largest: int) -> None:
    """Drop what is older than `longest` seconds, and the oldest while all takes over `largest`."""
    connection.execute("DELETE FROM calls WHERE began < ?", (time.time() - longest,))
    total = connection.execute("SELECT coalesce(sum(size), 0) FROM calls").fetchone()[0]
    while total > largest:
        oldest = connection.execute(
            "SELECT id, size FROM calls ORDER BY id LIMIT ?", (_STEP,)
        ).fetchall()
        last = oldest[0]["id"]
        for row in oldest:
            if total <= largest:
                break
            total -= row["size"]
            last = row["id"]
        connection.execute("DELETE FROM calls WHERE id <= ?", (last,))


def clear(connection: sqlite3.Connection) -> None:
    """Drop everything; not in a transaction. The file is small afterwards."""
    connection.execute("DELETE FROM details")
    connection.execute("DELETE FROM calls")
    connection.execute("VACUUM")


def _insert(connection: sqlite3.Connection, table: str, values: dict[str, object]) -> int:
    columns, places = ", ".join(values), ", ".join(f":{name}" for name in values)
    done = connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({places})", values)
    assert done.lastrowid is not None
    return done.lastrowid
