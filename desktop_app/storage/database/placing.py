"""Where a new message goes in the tree of its conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.conversations import Attachment, NewMessage, title_of
from desktop_app.core.messages import Role
from desktop_app.storage.database.rows import calls_json, now, storable

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.storage.database.attachments import AttachmentFolder


def insert_message(
    connection: sqlite3.Connection,
    folder: AttachmentFolder,
    conversation_id: int,
    message: NewMessage,
    parent_id: int | None,
) -> int:
    """Put a message below another one and show its branch; its id. Needs a transaction."""
    moment = now()
    cursor = connection.execute(
        """
        INSERT INTO messages (conversation_id, parent_id, role, text, state, created_at, model,
            tool_calls, tool_call_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        (
            conversation_id,
            parent_id,
            message.role.value,
            storable(message.text),
            message.state.value,
            moment,
            message.model,
            calls_json(message.tool_calls),
            message.tool_call_id,
        ),
    )
    message_id = cursor.lastrowid
    assert message_id is not None
    _insert_attachments(connection, folder, message_id, message)
    connection.execute(
        "UPDATE conversations SET active_leaf = ?, used_at = ? WHERE id = ?",
        (message_id, moment, conversation_id),
    )
    if message.role is Role.USER:
        connection.execute(
            "UPDATE conversations SET title = ? WHERE id = ? AND title = '' AND NOT renamed",
            (title_of(storable(message.text)), conversation_id),
        )
    return message_id


def parent_for(
    connection: sqlite3.Connection, conversation_id: int, after: int | None, instead_of: int | None
) -> int | None:
    """The parent of a message that follows `after`, or else the branch that is shown.

    `instead_of` is the message that it becomes a sibling of.

    Raises:
        LookupError: there is no such conversation or message.
    """
    if after is not None:
        return after
    if instead_of is not None:
        query, key = "SELECT parent_id FROM messages WHERE id = ?", instead_of
    else:
        query, key = "SELECT active_leaf FROM conversations WHERE id = ?", conversation_id
    row = connection.execute(query, (key,)).fetchone()
    if row is None:
        raise LookupError(key)
    parent: int | None = row[0]
    return parent


def _insert_attachments(
    connection: sqlite3.Connection, folder: AttachmentFolder, message_id: int, message: NewMessage
) -> None:
    kept = [folder.keep(attachment) for attachment in message.attachments]
    write_attachments(connection, message_id, kept)


def write_attachments(
    connection: sqlite3.Connection, message_id: int, attachments: list[Attachment]
) -> None:
    """Note the attachments of a new message, inside a transaction."""
    connection.executemany(
        """
        INSERT INTO attachments (message_id, position, name, media_type, size, digest, url)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
        [
            (message_id, position, storable(a.name), a.media_type, a.size, a.digest, a.url)
            for position, a in enumerate(attachments)
        ],
    )
