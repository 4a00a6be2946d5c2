"""Full-text search in titles and messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desktop_app.core.conversations import SearchHit

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.storage.database.thread import DatabaseThread

_OPEN, _CLOSE = "\x02", "\x03"  # what snippet() puts around a hit; no text of a person holds them
_MARK = re.compile(f"[{_OPEN}{_CLOSE}]")
_WORDS = re.compile(r'"([^"]*)"|([^\s"]+)')
_TITLE_HITS = 10
_EXCERPT_WORDS = 24

_TITLES = """
    SELECT conversations.id AS conversation_id, conversations.title AS title, NULL AS message_id,
        highlight(title_index, 0, :open, :close) AS excerpt
    FROM title_index CROSS JOIN conversations ON conversations.id = title_index.rowid
    WHERE title_index MATCH :query AND conversations.deleted_at IS NULL
    ORDER BY title_index.rowid DESC LIMIT :limit
"""
# By rowid, the newest first: what is read does not grow with the number of hits, as a rank would.
_MESSAGES = f"""
    SELECT conversations.id AS conversation_id, conversations.title AS title,
        messages.id AS message_id,
        snippet(message_index, 0, :open, :close, '…', {_EXCERPT_WORDS}) AS excerpt
    FROM message_index
    CROSS JOIN messages ON messages.id = message_index.rowid
    CROSS JOIN conversations ON conversations.id = messages.conversation_id
    WHERE message_index MATCH :query AND message_index.rowid < :before
        AND messages.deleted_at IS NULL AND conversations.deleted_at IS NULL
    ORDER BY message_index.rowid DESC LIMIT :limit
"""
_NEWER_THAN_ALL = 2**62


class Search:
    """Finds words, beginnings of words and "exact phrases" in everything outside the bin."""

    def __init__(self, thread: DatabaseThread) -> None:
        self._thread = thread

    async def find(
        self, text: str, *, before: SearchHit | None = None, limit: int = 50
    ) -> list[SearchHit]:
        """Titles first, then messages, the newest first; what follows `before`, a message's hit.

        All words must be there, in any case and with or without accents.
        """
        expression = match_expression(text)
        if not expression:
            return []
        values: dict[str, Any] = {
            "query": expression,
            "open": _OPEN,
            "close": _CLOSE,
            "limit": limit,
            "before": _NEWER_THAN_ALL if before is None else before.message_id,
        }

        def work(connection: sqlite3.Connection) -> list[SearchHit]:
            rows: list[sqlite3.Row] = []
            if before is None:
                titles = {**values, "limit": _TITLE_HITS}
                rows += connection.execute(_TITLES, titles)
            rows += connection.execute(_MESSAGES, values)
            return [_hit_of(row) for row in rows]

        return await self._thread.read(work)


def match_expression(text: str) -> str:
    """What a person typed as an expression of FTS5 that is always valid; "" without any word.

    Words count as beginnings of words; what stands in quotation marks as it is.
    """
    terms = []
    for phrase, word in _WORDS.findall(text):
        term = "".join(c for c in phrase or word if c != "\0" and not "\ud800" <= c <= "\udfff")
        if any(c.isalnum() for c in term):
            terms.append(f'"{term}"' if phrase else f'"{term}"*')
    return " ".join(terms)


def _hit_of(row: sqlite3.Row) -> SearchHit:
    excerpt, marks = _marked(row["excerpt"])
    return SearchHit(row["conversation_id"], row["title"], row["message_id"], excerpt, marks)


def _marked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    plain = ""
    start: int | None = None
    marks: list[tuple[int, int]] = []
    position = 0
    for found in _MARK.finditer(text):
        plain += text[position : found.start()]
        position = found.end()
        if found.group() == _OPEN:
            start = len(plain)
        elif start is not None:
            marks.append((start, len(plain)))
            start = None
    return plain + text[position:], tuple(marks)
