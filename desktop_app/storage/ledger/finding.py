"""Finds calls: by what a person filters, page by page, the newest first."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from desktop_app.storage.ledger.rows import SUMMARY_COLUMNS, record_of, summary_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from desktop_app.core.call_filter import CallFilter
    from desktop_app.core.calls import CallRecord, CallSummary

_COLUMNS = ", ".join(f"calls.{name}" for name in SUMMARY_COLUMNS)
_JOIN = "JOIN details ON details.call_id = calls.id"
_SEARCHED = (
    "calls.model",
    "calls.url",
    "calls.request_id",
    "details.request_text",
    "details.response_text",
)
_SLICE = 2_000  # calls whose bodies are read at once; another search may take over in between
_EXPORTED = 50


def page(
    connection: sqlite3.Connection, wanted: CallFilter, before: int, limit: int
) -> tuple[list[CallSummary], int]:
    """Calls with ids below `before`, and the id to go on from, 0 at the end.

    With a text to look for, only a slice of the calls is read: the page may be short, or empty,
    and still not be the last.
    """
    condition, values = _condition(wanted)
    floor = 0
    if wanted.text:
        floor = _slice_floor(connection, condition, values, before)
    query = (
        f"SELECT {_COLUMNS} FROM calls {_JOIN if wanted.text else ''} "
        f"WHERE {condition} AND calls.id < :before AND calls.id >= :floor"
        f"{_text_condition(wanted, values)} ORDER BY calls.id DESC LIMIT :limit"
    )
    rows = connection.execute(query, {**values, "before": before, "floor": floor, "limit": limit})
    found = [summary_of(row) for row in rows]
    return found, found[-1].id if len(found) == limit else floor


def count(connection: sqlite3.Connection, wanted: CallFilter) -> int:
    """The number of calls that the filter leaves, whatever text is looked for."""
    condition, values = _condition(wanted)
    query = f"SELECT count(*) FROM calls WHERE {condition}"
    return int(connection.execute(query, values).fetchone()[0])


def record(connection: sqlite3.Connection, call_id: int) -> CallRecord | None:
    """Everything that is kept of a call; None when it has been dropped meanwhile."""
    query = f"SELECT * FROM calls {_JOIN} WHERE calls.id = ?"
    row = connection.execute(query, (call_id,)).fetchone()
    return None if row is None else record_of(row)


def records(
    wanted: CallFilter, after: int, connection: sqlite3.Connection
) -> tuple[list[CallRecord], int]:
    """Calls with ids above `after`, the oldest first, and the id to go on from, 0 at the end."""
    condition, values = _condition(wanted)
    query = (
        f"SELECT * FROM calls {_JOIN} WHERE {condition} AND calls.id > :after"
        f"{_text_condition(wanted, values)} ORDER BY calls.id LIMIT {_EXPORTED}"
    )
    rows = connection.execute(query, {**values, "after": after}).fetchall()
    return [record_of(row) for row in rows], rows[-1]["id"] if len(rows) == _EXPORTED else 0


def profiles(connection: sqlite3.Connection) -> list[str]:
    """The names of the profiles that calls were made with."""
    return [row[0] for row in connection.execute("SELECT DISTINCT profile FROM calls ORDER BY 1")]


def _slice_floor(
    connection: sqlite3.Connection, condition: str, values: dict[str, Any], before: int
) -> int:
    """The id down to which the next slice of the calls goes, 0 where nothing is left below."""
    query = (
        f"SELECT id FROM calls WHERE {condition} AND id < :before "
        f"ORDER BY id DESC LIMIT 1 OFFSET {_SLICE}"
    )
    row = connection.execute(query, {**values, "before": before}).fetchone()
    return 0 if row is None else int(row["id"])


def _condition(wanted: CallFilter) -> tuple[str, dict[str, Any]]:
    parts = ["TRUE"]
    values: dict[str, Any] = {}
    if wanted.kinds:
        names = list(_named("kind", sorted(kind.value for kind in wanted.kinds), values))
        parts.append(f"calls.kind IN ({', '.join(names)})")
    if wanted.profile:
        parts.append("calls.profile = :profile")
        values["profile"] = wanted.profile
    if wanted.errors_only:
        parts.append("calls.error NOT IN ('', 'Stopped')")
    return " AND ".join(parts), values


def _text_condition(wanted: CallFilter, values: dict[str, Any]) -> str:
    parts = []
    for number, word in enumerate(wanted.text.split()):
        patterns = [f"%{_escaped(spelling)}%" for spelling in _spellings(word)]
        places = " OR ".join(
            f"{column} LIKE {name} ESCAPE '\\'"
            for name in _named(f"word{number}_", patterns, values)
            for column in _SEARCHED
        )
        parts.append(f" AND ({places})")
    return "".join(parts)


def _spellings(word: str) -> list[str]:
    """As a word may stand in a body: in one case or another, and as JSON writes it."""
    # Of the letters beyond ASCII, SQLite does not know that they have two cases.
    cases = (word,) if word.isascii() else (word, word.lower(), word.upper(), word.capitalize())
    in_json = (
        json.dumps(each, ensure_ascii=ascii_only)[1:-1]
        for each in cases
        for ascii_only in (False, True)
    )
    return list(dict.fromkeys((*cases, *in_json)))


def _named(stem: str, items: list[str], values: dict[str, Any]) -> Iterator[str]:
    for number, item in enumerate(items):
        values[f"{stem}{number}"] = item
        yield f":{stem}{number}"


def _escaped(word: str) -> str:
    return re.sub(r"[\\%_]", r"\\\g<0>", word)
