"""Conversations for the tests."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.conversations import (
    AnswerEnd,
    MessageState,
    NewAttachment,
    NewMessage,
    StoredMessage,
)
from desktop_app.core.messages import Role, ToolCall
from desktop_app.core.replies import FinishReason, Timing, UsageReport
from desktop_app.storage.database import ConversationDatabase

if TYPE_CHECKING:
    import sqlite3

FINISHED = AnswerEnd(state=MessageState.FINISHED)
PICTURE = NewAttachment("cat.png", "image/png", b"\x89PNG not really")
FULL_END = AnswerEnd(
    state=MessageState.FINISHED,
    model="served-model",
    tool_calls=(ToolCall("call_1", "add", '{"a": 1}'),),
    reasoning_seconds=1.5,
    finish_reason=FinishReason.TOOL_CALLS,
    usage=UsageReport(10, 20, 30, estimated=True),
    timing=Timing(0.25, 2.5),
)


def said(text: str) -> NewMessage:
    return NewMessage(role=Role.USER, text=text)


def answered(text: str) -> NewMessage:
    return NewMessage(role=Role.ASSISTANT, text=text)


async def answer(
    database: ConversationDatabase,
    conversation_id: int,
    text: str,
    *,
    instead_of: int | None = None,
    end: AnswerEnd = FINISHED,
) -> StoredMessage:
    """An answer that streams and ends."""
    writer = await database.answers.begin(conversation_id, model="m", instead_of=instead_of)
    writer.append_text(text)
    await writer.end(end)
    return await database.messages.get(writer.message_id)


async def talk(database: ConversationDatabase, *texts: str) -> int:
    """A conversation in which question and answer alternate."""
    conversation = await database.conversations.create({"model": "m"})
    for number, text in enumerate(texts):
        message = answered(text) if number % 2 else said(text)
        await database.messages.add(conversation.id, message)
    return conversation.id


async def rich_conversation(database: ConversationDatabase) -> int:
    """Branches, a picture, reasoning, a tool call, tags and parameters."""
    created = await database.conversations.create({"model": "m", "temperature": 0.5, "stop": ["x"]})
    question = await database.messages.add(
        created.id,
        NewMessage(role=Role.USER, text="What is on the picture? 🐈", attachments=(PICTURE,)),
    )
    first = await answer(database, created.id, "A dog.")
    writer = await database.answers.begin(created.id, model="m", instead_of=first.id)
    writer.append_reasoning("Look closer.\nAgain.")
    writer.append_text("A <b>cat</b>:\n\n```html\n<script>alert(1)</script>\n```\n")
    await writer.end(FULL_END)
    await database.messages.add(created.id, said("An older branch"), instead_of=question.id)
    await database.messages.show(writer.message_id)
    await database.conversations.rename(created.id, "Cats & <dogs>")
    await database.conversations.pin(created.id, pinned=True)
    await database.conversations.set_tags(created.id, ["pets", "pictures"])
    return created.id


async def age_bin(database: ConversationDatabase, days: float) -> None:
    """Let what is in the bin have been there for `days` more."""
    microseconds = timedelta(days=days) // timedelta(microseconds=1)

    def work(connection: sqlite3.Connection) -> None:
        for table in ("conversations", "messages"):
            connection.execute(f"UPDATE {table} SET deleted_at = deleted_at - ?", (microseconds,))

    await database._thread.write(work)


async def shown(database: ConversationDatabase, conversation_id: int) -> list[str]:
    """The texts of the branch that is shown."""
    return [message.text for message in await database.messages.branch(conversation_id)]


@asynccontextmanager
async def opened(folder: Path) -> AsyncIterator[ConversationDatabase]:
    """A database that is closed at the end."""
    database = await ConversationDatabase.open(folder, patience=0.0)
    try:
        yield database
    finally:
        await database.close()
