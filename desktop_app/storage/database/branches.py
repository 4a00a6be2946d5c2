"""Branches of a conversation's tree: which one is shown, and what remains of it without the bin.

A deleted message keeps its place in the tree until the bin is emptied: its answers stay below it,
and the branch shown simply passes over it.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.core.conversations import Conversation, ConversationTree, StoredMessage

if TYPE_CHECKING:
    import sqlite3

_LIVE_SIBLINGS = """
    SELECT sibling.id FROM messages AS message JOIN messages AS sibling
        ON sibling.parent_id IS message.parent_id
        AND sibling.conversation_id = message.conversation_id
    WHERE message.id = ? AND (sibling.deleted_at IS NULL OR sibling.id = message.id)
    ORDER BY sibling.id
"""
# A child is always younger than its parent, so the youngest of all below is a leaf.
_NEWEST_BELOW = """
    WITH RECURSIVE below (id) AS (
        VALUES (:id)
        UNION ALL
        SELECT messages.id FROM below CROSS JOIN messages ON messages.parent_id = below.id
        WHERE messages.deleted_at IS NULL OR :with_deleted
    )
    SELECT max(id) FROM below
"""
_SHOWN = """
    WITH RECURSIVE branch (id, parent_id) AS (
        SELECT leaf.id, leaf.parent_id
        FROM messages AS sought
        JOIN conversations ON conversations.id = sought.conversation_id
        JOIN messages AS leaf ON leaf.id = conversations.active_leaf
        WHERE sought.id = :id
        UNION ALL
        SELECT messages.id, messages.parent_id
        FROM branch CROSS JOIN messages ON messages.id = branch.parent_id
    )
    SELECT 1 FROM branch WHERE id = :id
"""


def is_shown(connection: sqlite3.Connection, message_id: int) -> bool:
    """Whether the branch that is shown holds a message."""
    return connection.execute(_SHOWN, {"id": message_id}).fetchone() is not None


def show_newest_below(connection: sqlite3.Connection, message_id: int) -> None:
    """Show the branch through a message that was written last. Needs a transaction."""
    connection.execute(
        """
        UPDATE conversations SET active_leaf = ?
        WHERE id = (SELECT conversation_id FROM messages WHERE id = ?)
        """,
        (newest_below(connection, message_id), message_id),
    )


def newest_below(connection: sqlite3.Connection, message_id: int) -> int:
    """The youngest message below one, or itself; deleted ones only if they are passed over."""
    live = _newest(connection, message_id, with_deleted=False)
    return live if live != message_id else _newest(connection, message_id, with_deleted=True)


def neighbour(connection: sqlite3.Connection, message_id: int, step: int) -> int | None:
    """The sibling `step` places on; None beyond the first and the last."""
    siblings = [row[0] for row in connection.execute(_LIVE_SIBLINGS, (message_id,))]
    if message_id not in siblings:
        return None
    place = siblings.index(message_id) + step
    found: int | None = siblings[place] if 0 <= place < len(siblings) else None
    return found


def live_tree(
    conversation: Conversation, messages: Sequence[StoredMessage], deleted: Set[int]
) -> ConversationTree:
    """The tree without what is in the bin; what was below hangs on to what is above."""
    parents = {message.id: message.parent_id for message in messages}

    def live(message_id: int | None) -> int | None:
        while message_id is not None and message_id in deleted:
            message_id = parents[message_id]
        return message_id

    return ConversationTree(
        replace(conversation, active_leaf=live(conversation.active_leaf)),
        tuple(
            replace(message, parent_id=live(message.parent_id))
            for message in messages
            if message.id not in deleted
        ),
    )


def _newest(connection: sqlite3.Connection, message_id: int, *, with_deleted: bool) -> int:
    values = {"id": message_id, "with_deleted": with_deleted}
    newest: int = connection.execute(_NEWEST_BELOW, values).fetchone()[0]
    return newest
