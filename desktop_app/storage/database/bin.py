"""The bin: what was deleted can be had back until the bin is emptied."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from typing import TYPE_CHECKING

from desktop_app.core.backups import BinCount
from desktop_app.core.conversations import DeletedMessage
from desktop_app.storage.database.branches import show_newest_below
from desktop_app.storage.database.conversations import conversations_in_bin
from desktop_app.storage.database.copying import digests_in_backup
from desktop_app.storage.database.rows import moment_of, now

if TYPE_CHECKING:
    from desktop_app.core.conversations import Conversation
    from desktop_app.storage.database.attachments import AttachmentFolder
    from desktop_app.storage.database.layout import Layout
    from desktop_app.storage.database.thread import DatabaseThread

KEPT = timedelta(days=30)

_LAST_LIVE_SIBLING = """
    SELECT max(sibling.id) FROM messages AS message JOIN messages AS sibling
        ON sibling.parent_id IS message.parent_id
        AND sibling.conversation_id = message.conversation_id
    WHERE message.id = :id AND sibling.deleted_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM messages WHERE parent_id = :id AND deleted_at IS NULL)
"""
_MESSAGES = """
    SELECT messages.id, conversation_id, title, substr(text, 1, 400) AS text, messages.deleted_at
    FROM messages JOIN conversations ON conversations.id = conversation_id
    WHERE messages.deleted_at IS NOT NULL AND conversations.deleted_at IS NULL
        AND (text <> '' OR messages.id IN (SELECT message_id FROM attachments))
    ORDER BY messages.deleted_at DESC, messages.id DESC
"""
_COUNT = """
    SELECT (SELECT count(*) FROM conversations WHERE deleted_at IS NOT NULL),
        (SELECT count(*) FROM messages JOIN conversations ON conversations.id = conversation_id
         WHERE messages.deleted_at IS NOT NULL AND conversations.deleted_at IS NULL)
"""


class Bin:
    """Deletes, brings back, and forgets for good."""

    def __init__(self, thread: DatabaseThread, layout: Layout, folder: AttachmentFolder) -> None:
        self._thread = thread
        self._layout = layout
        self._folder = folder

    async def delete_conversation(self, conversation_id: int) -> None:
        """Move a conversation into the bin."""
        await self._mark("conversations", conversation_id, now())

    async def restore_conversation(self, conversation_id: int) -> None:
        """Bring a conversation back."""
        await self._mark("conversations", conversation_id, None)

    async def delete_message(self, message_id: int) -> None:
        """Move one message into the bin; what follows it stays.

        When nothing follows, the sibling that was written last takes its place.
        """

        def work(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE messages SET deleted_at = ? WHERE id = ?", (now(), message_id)
            )
            sibling = connection.execute(_LAST_LIVE_SIBLING, {"id": message_id}).fetchone()[0]
            if sibling is not None:
                show_newest_below(connection, sibling)

        await self._thread.write(work, durable=True)

    async def restore_message(self, message_id: int) -> None:
        """Bring a message back and show its branch."""

        def work(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE messages SET deleted_at = NULL WHERE id = ?", (message_id,))
            show_newest_below(connection, message_id)

        await self._thread.write(work, durable=True)

    async def conversations(self) -> list[Conversation]:
        """Deleted conversations, the last first."""
        return await self._thread.read(conversations_in_bin)

    async def messages(self) -> list[DeletedMessage]:
        """Deleted messages of conversations that are not in the bin themselves, the last first."""
        return await self._thread.read(
            lambda connection: [_deleted_message(row) for row in connection.execute(_MESSAGES)]
        )

    async def count(self) -> BinCount:
        """How much is in the bin."""
        return await self._thread.read(
            lambda connection: BinCount(*connection.execute(_COUNT).fetchone())
        )

    @property
    def kept(self) -> timedelta:
        """How long the bin keeps what was deleted."""
        return KEPT

    async def empty(self, *, older_than: timedelta = timedelta(0)) -> int:
        """Forget what was deleted longer ago than `older_than`; how many conversations.

        Attachments go with it, unless a backup, or a damaged file, may still refer to them.
        """
        limit = now() - older_than // timedelta(microseconds=1)

        def work(connection: sqlite3.Connection) -> int:
            gone = connection.execute(
                "DELETE FROM conversations WHERE deleted_at <= ?", (limit,)
            ).rowcount
            for row in connection.execute(
                "SELECT id FROM messages WHERE deleted_at <= ?", (limit,)
            ).fetchall():
                _remove_message(connection, row["id"])
            return gone

        gone = await self._thread.write(work, durable=True)
        await self._thread.run(self._remove_attachments)
        return gone

    async def empty_by_age(self) -> int:
        """Forget what has been in the bin for its 30 days; how many conversations."""
        return await self.empty(older_than=KEPT)

    def _remove_attachments(self, connection: sqlite3.Connection) -> None:
        if self._layout.has_damaged_file:
            return  # nobody can know what it refers to
        query = "SELECT digest FROM attachments"
        needed = {row["digest"] for row in connection.execute(query)}
        for backup in self._layout.backups.glob("*.sqlite3"):
            try:
                needed |= digests_in_backup(backup)
            except sqlite3.Error:
                return  # the same
        self._folder.remove_all_but(needed)

    async def _mark(self, table: str, row_id: int, moment: int | None) -> None:
        statement = f"UPDATE {table} SET deleted_at = ? WHERE id = ?"
        await self._thread.write(lambda c: c.execute(statement, (moment, row_id)), durable=True)


def _deleted_message(row: sqlite3.Row) -> DeletedMessage:
    return DeletedMessage(
        id=row["id"],
        conversation_id=row["conversation_id"],
        conversation_title=row["title"],
        text=row["text"],
        deleted=moment_of(row["deleted_at"]),
    )


def _remove_message(connection: sqlite3.Connection, message_id: int) -> None:
    parent = connection.execute(
        "SELECT parent_id FROM messages WHERE id = ?", (message_id,)
    ).fetchone()["parent_id"]
    for statement in (
        "UPDATE messages SET parent_id = :parent WHERE parent_id = :id",
        "UPDATE conversations SET active_leaf = :parent WHERE active_leaf = :id",
        "DELETE FROM messages WHERE id = :id",
    ):
        connection.execute(statement, {"id": message_id, "parent": parent})
