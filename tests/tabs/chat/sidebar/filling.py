"""Conversations by the thousand, written at once."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop_app.storage.database.rows import stored_time

if TYPE_CHECKING:
    import sqlite3

    from desktop_app.storage.database import ConversationDatabase

_WORDS = ("river", "stone", "cloud", "letter", "engine", "garden", "paper", "winter", "music")


class Talk(NamedTuple):
    """A conversation of a few words, last used so long ago."""

    title: str
    ago: timedelta = timedelta()
    pinned: bool = False
    tags: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()


async def fill(database: ConversationDatabase, talks: Iterable[Talk]) -> list[int]:
    """Write conversations in one transaction; their ids."""
    now = datetime.now(UTC)
    return await database._thread.write(lambda c: [_insert(c, talk, now) for talk in talks])


def many(count: int, messages: int = 0) -> Iterable[Talk]:
    """Conversations "Talk 0", "Talk 1" … an hour apart, each with messages of 200 words."""
    source = random.Random(1)
    for number in range(count):
        texts = tuple(" ".join(source.choices(_WORDS, k=200)) for _ in range(messages))
        yield Talk(f"Talk {number}", timedelta(hours=number), messages=texts)


def _insert(connection: sqlite3.Connection, talk: Talk, now: datetime) -> int:
    used = stored_time(now - talk.ago)
    cursor = connection.execute(
        "INSERT INTO conversations (title, pinned, created_at, used_at) VALUES (?, ?, ?, ?)",
        (talk.title, talk.pinned, used, used),
    )
    conversation_id = cursor.lastrowid
    assert conversation_id is not None
    connection.executemany(
        "INSERT INTO tags (conversation_id, tag) VALUES (?, ?)",
        [(conversation_id, tag) for tag in talk.tags],
    )
    _insert_messages(connection, conversation_id, talk.messages, used)
    return conversation_id


def _insert_messages(
    connection: sqlite3.Connection, conversation_id: int, texts: Iterable[str], used: int
) -> None:
    parent: Any = None
    for number, text in enumerate(texts):
        role = "assistant" if number % 2 else "user"
        parent = connection.execute(
            "INSERT INTO messages (conversation_id, parent_id, role, text, state, created_at)"
            " VALUES (?, ?, ?, ?, 'finished', ?)",
            (conversation_id, parent, role, text, used),
        ).lastrowid
    connection.execute(
        "UPDATE conversations SET active_leaf = ? WHERE id = ?", (parent, conversation_id)
    )
