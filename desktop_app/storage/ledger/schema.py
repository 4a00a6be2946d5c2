"""The tables of the ledger: small rows for lists and totals, bodies apart from them."""

from __future__ import annotations

from desktop_app.storage.database.migrations import Migration

_CALLS = """
    CREATE TABLE calls (
        id INTEGER PRIMARY KEY,
        began REAL NOT NULL,
        profile TEXT NOT NULL,
        kind TEXT NOT NULL,
        method TEXT NOT NULL,
        url TEXT NOT NULL,
        model TEXT NOT NULL,
        status INTEGER NOT NULL,
        error TEXT NOT NULL,
        request_id TEXT NOT NULL,
        first_byte REAL,
        duration REAL NOT NULL,
        tokens_in INTEGER,
        tokens_out INTEGER,
        retries INTEGER NOT NULL,
        size INTEGER NOT NULL
    )
"""
_DETAILS = """
    CREATE TABLE details (
        call_id INTEGER PRIMARY KEY REFERENCES calls (id) ON DELETE CASCADE,
        request_headers TEXT NOT NULL,
        request_text TEXT NOT NULL,
        request TEXT NOT NULL,
        response_headers TEXT NOT NULL,
        response_text TEXT NOT NULL,
        response TEXT NOT NULL,
        timing TEXT NOT NULL
    )
"""
# Calls are dropped by their age and by the size of the file, not by that of each.
_BY_AGE = "CREATE INDEX calls_by_age ON calls (began)"
_NO_SIZE = "ALTER TABLE calls DROP COLUMN size"
MIGRATIONS = (
    Migration("calls", (_CALLS, _DETAILS)),
    Migration("calls_by_age", (_BY_AGE, _NO_SIZE)),
)
