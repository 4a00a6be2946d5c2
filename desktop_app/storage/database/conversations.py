"""The list of conversations and what is known of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop_app.core.replies import UsageReport
from desktop_app.storage.database.rows import (
    conversation_of,
    now,
    storable,
    stored_json,
    stored_time,
)

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.core.conversations import Conversation
    from desktop_app.storage.database.thread import DatabaseThread

_PAGE = """
    SELECT * FROM conversations
    WHERE deleted_at IS NULL AND (pinned, used_at, id) < (:pinned, :used_at, :id)
        AND (:tag IS NULL OR id IN (SELECT conversation_id FROM tags WHERE tag = :tag))
    ORDER BY pinned DESC, used_at DESC, id DESC
    LIMIT :limit
"""
_LAST_USED = """
    SELECT * FROM conversations WHERE deleted_at IS NULL ORDER BY used_at DESC, id DESC LIMIT ?
"""
_ABOVE_ALL = {"pinned": 2, "used_at": 0, "id": 0}
_TOKENS = """
    SELECT total(prompt_tokens) AS prompt, total(completion_tokens) AS completion,
        total(total_tokens) AS both, max(tokens_estimated) AS estimated
    FROM messages WHERE conversation_id = ?
"""


class Conversations:
    """Creates, lists and changes conversations; those in the bin are left out of the list."""

    def __init__(self, thread: DatabaseThread) -> None:
        self._thread = thread

    async def create(
        self, parameters: Mapping[str, Any], travels: Mapping[str, Any] | None = None
    ) -> Conversation:
        """A new conversation, which gets its title with its first message."""

        def work(connection: sqlite3.Connection) -> Conversation:
            moment = now()
            cursor = connection.execute(
                "INSERT INTO conversations (created_at, used_at, parameters, travels) "
                "VALUES (?, ?, ?, ?)",
                (moment, moment, stored_json(dict(parameters)), stored_json(dict(travels or {}))),
            )
            assert cursor.lastrowid is not None
            return conversation_by_id(connection, cursor.lastrowid)

        return await self._thread.write(work)

    async def get(self, conversation_id: int) -> Conversation:
        """One conversation, also from the bin.

        Raises:
            LookupError: there is none of that id.
        """
        return await self._thread.read(lambda c: conversation_by_id(c, conversation_id))

    async def page(
        self, *, after: Conversation | None = None, tag: str | None = None, limit: int = 100
    ) -> list[Conversation]:
        """The next conversations below `after`: pinned ones first, then the last used first."""
        key: dict[str, Any] = dict(_ABOVE_ALL)
        if after is not None:
            key = {"pinned": after.pinned, "used_at": stored_time(after.used), "id": after.id}
        values = {**key, "tag": tag, "limit": limit}
        return await self._thread.read(lambda c: _with_tags(c, c.execute(_PAGE, values).fetchall()))

    async def last_used(self, limit: int) -> list[Conversation]:
        """Those that were used last, whether pinned or not."""
        return await self._thread.read(
            lambda c: _with_tags(c, c.execute(_LAST_USED, (limit,)).fetchall())
        )

    async def rename(self, conversation_id: int, title: str) -> None:
        """Give a title of the person's own."""
        await self._update(conversation_id, "title = ?, renamed = 1", storable(title))

    async def pin(self, conversation_id: int, pinned: bool) -> None:
        """Keep at the top of the list, or no longer."""
        await self._update(conversation_id, "pinned = ?", pinned)

    async def set_parameters(self, conversation_id: int, parameters: Mapping[str, Any]) -> None:
        """Keep the parameters with which the conversation goes on."""
        await self._update(conversation_id, "parameters = ?", stored_json(dict(parameters)))

    async def set_travels(self, conversation_id: int, travels: Mapping[str, Any]) -> None:
        """Keep where the conversation has been and where it may go."""
        await self._update(conversation_id, "travels = ?", stored_json(dict(travels)))

    async def set_tags(self, conversation_id: int, tags: Sequence[str]) -> None:
        """Replace the tags; blanks around them and empty ones are dropped."""
        await self._thread.write(lambda c: write_tags(c, conversation_id, tags))

    async def all_tags(self) -> list[str]:
        """Every tag of a conversation that is not in the bin, in alphabetical order."""
        query = """
            SELECT DISTINCT tag FROM tags JOIN conversations ON id = conversation_id
            WHERE deleted_at IS NULL ORDER BY tag
        """
        return await self._thread.read(lambda c: [row["tag"] for row in c.execute(query)])

    async def tokens(self, conversation_id: int) -> UsageReport:
        """Tokens that all answers of a conversation took, those of older branches included."""

        def work(connection: sqlite3.Connection) -> UsageReport:
            row = connection.execute(_TOKENS, (conversation_id,)).fetchone()
            return UsageReport(
                int(row["prompt"]), int(row["completion"]), int(row["both"]), bool(row["estimated"])
            )

        return await self._thread.read(work)

    async def _update(self, conversation_id: int, assignment: str, value: object) -> None:
        statement = f"UPDATE conversations SET {assignment} WHERE id = ?"
        await self._thread.write(lambda c: c.execute(statement, (value, conversation_id)))


def conversation_by_id(connection: sqlite3.Connection, conversation_id: int) -> Conversation:
    """One conversation.

    Raises:
        LookupError: there is none of that id.
    """
    rows = connection.execute(
        "SELECT * FROM conversations WHERE id = ?", (conversation_id,)
    ).fetchall()
    if not rows:
        raise LookupError(conversation_id)
    return _with_tags(connection, rows)[0]


def conversations_in_bin(connection: sqlite3.Connection) -> list[Conversation]:
    """What was deleted, the last first."""
    rows = connection.execute(
        "SELECT * FROM conversations WHERE deleted_at IS NOT NULL ORDER BY deleted_at DESC, id DESC"
    ).fetchall()
    return _with_tags(connection, rows)


def write_tags(connection: sqlite3.Connection, conversation_id: int, tags: Sequence[str]) -> None:
    """Replace the tags of a conversation, inside a transaction."""
    connection.execute("DELETE FROM tags WHERE conversation_id = ?", (conversation_id,))
    connection.executemany(
        "INSERT INTO tags (conversation_id, tag) VALUES (?, ?)",
        [(conversation_id, tag) for tag in sorted({storable(tag).strip() for tag in tags} - {""})],
    )


def _with_tags(connection: sqlite3.Connection, rows: list[sqlite3.Row]) -> list[Conversation]:
    tags: dict[int, list[str]] = defaultdict(list)
    marks = ", ".join("?" * len(rows))
    for row in connection.execute(
        f"SELECT conversation_id, tag FROM tags WHERE conversation_id IN ({marks}) ORDER BY tag",
        [row["id"] for row in rows],
    ):
        tags[row["conversation_id"]].append(row["tag"])
    return [conversation_of(row, tags[row["id"]]) for row in rows]
