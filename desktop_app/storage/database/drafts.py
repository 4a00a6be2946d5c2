"""What is written but not sent yet, kept for each conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.storage.database.rows import storable

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.storage.database.thread import DatabaseThread

_NEW = 0  # a conversation that has not begun has no id


class Drafts:
    """Keeps one text for each conversation, and one for the conversation that has not begun."""

    def __init__(self, thread: DatabaseThread) -> None:
        self._thread = thread

    async def get(self, conversation_id: int | None) -> str:
        """What was written last and not sent, or "".

        Raises:
            DatabaseUnusable: it cannot be read.
        """
        query = "SELECT text FROM drafts WHERE conversation_id = ?"

        def work(connection: sqlite3.Connection) -> str:
            row = connection.execute(query, (conversation_id or _NEW,)).fetchone()
            return "" if row is None else str(row["text"])

        return await self._thread.read(work)

    async def put(self, conversation_id: int | None, text: str) -> None:
        """Keep `text`; an empty one is forgotten.

        Raises:
            DatabaseUnusable: it cannot be written.
        """
        key = conversation_id or _NEW

        def work(connection: sqlite3.Connection) -> None:
            if text:
                connection.execute(
                    "INSERT OR REPLACE INTO drafts (conversation_id, text) VALUES (?, ?)",
                    (key, storable(text)),
                )
            else:
                connection.execute("DELETE FROM drafts WHERE conversation_id = ?", (key,))

        await self._thread.write(work)
