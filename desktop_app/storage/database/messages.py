"""Messages of a conversation: the branch that is shown, and steps to its siblings."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from desktop_app.core.conversations import (
    Attachment,
    ConversationTree,
    NewMessage,
    StoredMessage,
)
from desktop_app.storage.database.branches import (
    is_shown,
    live_tree,
    neighbour,
    show_newest_below,
)
from desktop_app.storage.database.conversations import conversation_by_id
from desktop_app.storage.database.placing import insert_message, parent_for
from desktop_app.storage.database.rows import message_of

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.storage.database.attachments import AttachmentFolder
    from desktop_app.storage.database.thread import DatabaseThread

_SIBLINGS = """
    SELECT count(*) FROM messages AS sibling
    WHERE sibling.parent_id IS message.parent_id AND sibling.deleted_at IS NULL
        AND sibling.conversation_id = message.conversation_id
"""
_WITH_PLACE = f"""
    message.*, ({_SIBLINGS}) AS siblings, ({_SIBLINGS} AND sibling.id <= message.id) AS position
"""
# From a leaf upwards, and no further than is asked for: CROSS keeps this order of the tables.
_BRANCH = f"""
    WITH RECURSIVE branch (id, parent_id) AS (
        SELECT id, parent_id FROM messages WHERE id = :leaf
        UNION ALL
        SELECT messages.id, messages.parent_id
        FROM branch CROSS JOIN messages ON messages.id = branch.parent_id
    )
    SELECT {_WITH_PLACE}
    FROM branch CROSS JOIN messages AS message ON message.id = branch.id
    WHERE message.deleted_at IS NULL
    LIMIT :limit
"""
_ONE = f"SELECT {_WITH_PLACE} FROM messages AS message WHERE id = ?"


class Messages:
    """Adds and reads messages. What is added is durable when `add` returns."""

    def __init__(self, thread: DatabaseThread, folder: AttachmentFolder) -> None:
        self._thread = thread
        self._folder = folder

    async def add(
        self,
        conversation_id: int,
        message: NewMessage,
        *,
        after: int | None = None,
        instead_of: int | None = None,
    ) -> StoredMessage:
        """Keep a message at the end of the branch shown, below `after`, or beside `instead_of`.

        Raises:
            LookupError: there is no such conversation or message.
        """

        def work(connection: sqlite3.Connection) -> StoredMessage:
            parent = parent_for(connection, conversation_id, after, instead_of)
            message_id = insert_message(connection, self._folder, conversation_id, message, parent)
            return message_by_id(connection, message_id)

        return await self._thread.write(work, durable=True)

    async def get(self, message_id: int) -> StoredMessage:
        """One message.

        Raises:
            LookupError: there is none of that id.
        """
        return await self._thread.read(lambda c: message_by_id(c, message_id))

    async def branch(
        self, conversation_id: int, *, before: StoredMessage | None = None, limit: int = -1
    ) -> list[StoredMessage]:
        """The end of the branch that is shown, or what precedes `before`; oldest first.

        At most `limit` messages, which is all that is read then; -1 for all.
        """

        def work(connection: sqlite3.Connection) -> list[StoredMessage]:
            if before is not None:
                leaf = before.parent_id
            else:
                leaf = parent_for(connection, conversation_id, None, None)
            values = {"leaf": leaf, "limit": limit}
            rows = connection.execute(_BRANCH, values).fetchall()
            return _with_attachments(connection, rows[::-1])

        return await self._thread.read(work)

    async def show_sibling(self, message_id: int, step: int) -> int:
        """Show the branch of the sibling `step` places on (1 or -1), in its newest form.

        Returns its id, or `message_id` when there is none.
        """

        def work(connection: sqlite3.Connection) -> int:
            sibling = neighbour(connection, message_id, step)
            if sibling is None:
                return message_id
            show_newest_below(connection, sibling)
            return sibling

        return await self._thread.write(work)

    async def show(self, message_id: int) -> None:
        """Show a branch that holds a message, for example a search hit: the same if it does."""

        def work(connection: sqlite3.Connection) -> None:
            if not is_shown(connection, message_id):
                show_newest_below(connection, message_id)

        await self._thread.write(work)

    async def tree(self, conversation_id: int) -> ConversationTree:
        """A conversation with all its branches.

        Raises:
            LookupError: there is none of that id.
        """
        return await self._thread.read(lambda c: tree_of(c, conversation_id))


def tree_of(connection: sqlite3.Connection, conversation_id: int) -> ConversationTree:
    """A conversation with all its branches, without what is in the bin.

    Raises:
        LookupError: there is none of that id.
    """
    conversation = conversation_by_id(connection, conversation_id)
    rows = connection.execute(
        f"SELECT {_WITH_PLACE} FROM messages AS message WHERE conversation_id = ? ORDER BY id",
        (conversation_id,),
    ).fetchall()
    deleted = {row["id"] for row in rows if row["deleted_at"] is not None}
    return live_tree(conversation, _with_attachments(connection, rows), deleted)


def message_by_id(connection: sqlite3.Connection, message_id: int) -> StoredMessage:
    """One message.

    Raises:
        LookupError: there is none of that id.
    """
    rows = connection.execute(_ONE, (message_id,)).fetchall()
    if not rows:
        raise LookupError(message_id)
    return _with_attachments(connection, rows)[0]


def _with_attachments(
    connection: sqlite3.Connection, rows: list[sqlite3.Row]
) -> list[StoredMessage]:
    attachments: dict[int, list[Attachment]] = defaultdict(list)
    # json_each takes any number of ids in one parameter.
    ids = str([row["id"] for row in rows])
    for row in connection.execute(
        """
        SELECT attachments.* FROM json_each(?) AS wanted
        CROSS JOIN attachments ON message_id = wanted.value ORDER BY message_id, position
        """,
        (ids,),
    ):
        attachments[row["message_id"]].append(
            Attachment(row["name"], row["media_type"], row["size"], row["digest"], row["url"])
        )
    return [
        message_of(row, attachments[row["id"]], row["position"], row["siblings"]) for row in rows
    ]
