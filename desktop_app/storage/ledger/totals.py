"""Sums over the calls of a day, a model or a profile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.call_filter import Total, TotalsOf

if TYPE_CHECKING:
    import sqlite3

_NAMES = {
    TotalsOf.DAY: "date(began, 'unixepoch', 'localtime')",
    TotalsOf.MODEL: "model",
    TotalsOf.PROFILE: "profile",
}
_CONDITIONS = {TotalsOf.MODEL: "model <> ''"}
_ORDERS = {
    TotalsOf.DAY: "name DESC",
    TotalsOf.MODEL: "coalesce(sum(tokens_in), 0) + coalesce(sum(tokens_out), 0) DESC, calls DESC",
    TotalsOf.PROFILE: "calls DESC",
}


def totals(connection: sqlite3.Connection, of: TotalsOf) -> list[Total]:
    """Days with the newest first, models by their tokens, profiles by their calls."""
    rows = connection.execute(
        f"SELECT {_NAMES[of]} AS name, count(*) AS calls,"
        " sum(error NOT IN ('', 'Stopped')) AS failed,"
        " coalesce(sum(tokens_in), 0) AS tokens_in, coalesce(sum(tokens_out), 0) AS tokens_out,"
        " avg(CASE WHEN error = '' THEN duration END) AS seconds"
        f" FROM calls WHERE {_CONDITIONS.get(of, 'TRUE')}"
        f" GROUP BY 1 ORDER BY {_ORDERS[of]}"
    )
    return [Total(**dict(row)) for row in rows]
