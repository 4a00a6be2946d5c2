"""Turns rows of the ledger into records, and back."""

from __future__ import annotations

import json
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from desktop_app.core.calls import CallKind, CallRecord, CallSummary, Content, Timing
from desktop_app.storage.database.rows import storable

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.core.calls import Headers

SUMMARY_COLUMNS = tuple(field.name for field in fields(CallSummary))


def summary_of(row: sqlite3.Row) -> CallSummary:
    """A row of `calls`."""
    values = {name: row[name] for name in SUMMARY_COLUMNS}
    return CallSummary(**{**values, "kind": CallKind(values["kind"])})


def record_of(row: sqlite3.Row) -> CallRecord:
    """A row of `calls` joined with its `details`."""
    return CallRecord(
        summary=summary_of(row),
        request_headers=_headers(row["request_headers"]),
        request=Content(text=row["request_text"], **json.loads(row["request"])),
        response_headers=_headers(row["response_headers"]),
        response=Content(text=row["response_text"], **json.loads(row["response"])),
        timing=Timing(**json.loads(row["timing"])),
    )


def call_values(record: CallRecord) -> dict[str, Any]:
    """The columns of `calls`, but for the id."""
    values = {name: getattr(record.summary, name) for name in SUMMARY_COLUMNS if name != "id"}
    texts = {name: storable(each) for name, each in values.items() if isinstance(each, str)}
    return {**values, **texts, "kind": record.summary.kind.value}


def detail_values(record: CallRecord) -> dict[str, str]:
    """The columns of `details`, but for the id of the call."""
    return {
        "request_headers": json.dumps(record.request_headers),
        "request_text": storable(record.request.text),
        "request": _without_text(record.request),
        "response_headers": json.dumps(record.response_headers),
        "response_text": storable(record.response.text),
        "response": _without_text(record.response),
        "timing": json.dumps(asdict(record.timing)),
    }


def _without_text(content: Content) -> str:
    values = asdict(content)
    del values["text"]
    return json.dumps(values)


def _headers(stored: str) -> Headers:
    return tuple((name, value) for name, value in json.loads(stored))
