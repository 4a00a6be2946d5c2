"""Puts a whole conversation, as it was read from a file, into the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desktop_app.core.conversations import (
    Attachment,
    Conversation,
    ConversationTree,
    NewAttachment,
    StoredMessage,
)
from desktop_app.storage.database.conversations import write_tags
from desktop_app.storage.database.placing import write_attachments
from desktop_app.storage.database.rows import (
    calls_json,
    storable,
    stored_json,
    stored_time,
    timing_columns,
    usage_columns,
)

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.storage.database.attachments import AttachmentFolder


def insert_tree(
    connection: sqlite3.Connection,
    folder: AttachmentFolder,
    tree: ConversationTree,
    files: Mapping[str, bytes],
) -> int:
    """Keep a conversation under a new id. `files` are its attachments by the digest in the tree.

    Raises:
        KeyError: a message names a parent that does not come before it.
    """
    conversation_id = _insert_conversation(connection, tree.conversation)
    ids: dict[int, int] = {}
    for message in tree.messages:
        parent = None if message.parent_id is None else ids[message.parent_id]
        ids[message.id] = _insert_message(connection, conversation_id, message, parent)
        kept = _kept(folder, message.attachments, files)
        write_attachments(connection, ids[message.id], kept)
    leaf = tree.conversation.active_leaf
    connection.execute(
        "UPDATE conversations SET active_leaf = ? WHERE id = ?",
        (None if leaf is None else ids[leaf], conversation_id),
    )
    return conversation_id


def _insert_conversation(connection: sqlite3.Connection, conversation: Conversation) -> int:
    conversation_id = _insert(
        connection,
        "conversations",
        {
            "title": storable(conversation.title),
            "renamed": conversation.renamed,
            "pinned": conversation.pinned,
            "created_at": stored_time(conversation.created),
            "used_at": stored_time(conversation.used),
            "parameters": stored_json(dict(conversation.parameters)),
        },
    )
    write_tags(connection, conversation_id, conversation.tags)
    return conversation_id


def _insert_message(
    connection: sqlite3.Connection,
    conversation_id: int,
    message: StoredMessage,
    parent_id: int | None,
) -> int:
    reason = message.finish_reason
    return _insert(
        connection,
        "messages",
        {
            "conversation_id": conversation_id,
            "parent_id": parent_id,
            "role": message.role.value,
            "text": storable(message.text),
            "state": message.state.value,
            "created_at": stored_time(message.created),
            "model": storable(message.model),
            "reasoning": storable(message.reasoning),
            "reasoning_seconds": message.reasoning_seconds,
            "tool_calls": calls_json(message.tool_calls),
            "tool_call_id": storable(message.tool_call_id),
            "finish_reason": None if reason is None else reason.value,
            **usage_columns(message.usage),
            **timing_columns(message.timing),
        },
    )


def _insert(connection: sqlite3.Connection, table: str, values: Mapping[str, object]) -> int:
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    cursor = connection.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(values.values())
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid


def _kept(
    folder: AttachmentFolder, attachments: Sequence[Attachment], files: Mapping[str, bytes]
) -> list[Attachment]:
    kept = []
    for attachment in attachments:
        content = files.get(attachment.digest)
        if content is not None:
            # Under the hash of what came, whatever the file says it is.
            new = NewAttachment(attachment.name, attachment.media_type, content)
            kept.append(folder.keep(new))
        else:
            kept.append(attachment)
    return kept
