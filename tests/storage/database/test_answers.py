"""An answer is kept while it streams, and whatever ends it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.conversations import AnswerEnd, MessageState
from tests.storage.database.talking import FULL_END, answer, opened, talk

if TYPE_CHECKING:
    from desktop_app.storage.database import ConversationDatabase


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    deadline = time.monotonic() + 10
    while not await condition():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.02)


async def test_text_and_reasoning_are_kept_while_they_stream(
    database: ConversationDatabase,
) -> None:
    conversation = await talk(database, "question")
    writer = await database.answers.begin(conversation, model="m")
    expected = ""
    for piece in ("One", " two", " three"):
        writer.append_reasoning(piece)
        writer.append_text(piece)
        expected += piece

        async def is_kept(text: str = expected) -> bool:
            message = await database.messages.get(writer.message_id)
            assert message.state is MessageState.STREAMING
            return message.text == message.reasoning == text

        await until(is_kept)


async def test_the_end_keeps_all_that_is_known_of_an_answer(database: ConversationDatabase) -> None:
    conversation = await talk(database, "question")
    stored = await answer(database, conversation, "text", end=FULL_END)
    for name in ("state", "model", "tool_calls", "reasoning_seconds"):
        assert getattr(stored, name) == getattr(FULL_END, name)
    assert (stored.finish_reason, stored.usage) == (FULL_END.finish_reason, FULL_END.usage)
    assert (stored.text, stored.timing) == ("text", FULL_END.timing)


@pytest.mark.parametrize("state", [MessageState.STOPPED, MessageState.FAILED])
async def test_what_had_arrived_stays_when_an_answer_is_cut_off(
    database: ConversationDatabase, state: MessageState
) -> None:
    conversation = await talk(database, "question")
    stored = await answer(database, conversation, "half an", end=AnswerEnd(state=state))
    assert (stored.text, stored.state, stored.model) == ("half an", state, "m")


async def test_an_answer_that_is_stopped_twice_is_kept(database: ConversationDatabase) -> None:
    conversation = await talk(database, "question")
    writer = await database.answers.begin(conversation, model="m")
    writer.append_text("all of it")
    ending = asyncio.create_task(writer.end(AnswerEnd(state=MessageState.STOPPED)))
    await asyncio.sleep(0)
    ending.cancel()
    message = await database.messages.get(writer.message_id)
    assert (message.text, message.state) == ("all of it", MessageState.STOPPED)


async def test_a_cut_answer_is_continued_where_it_ended(database: ConversationDatabase) -> None:
    conversation = await talk(database, "question")
    end = AnswerEnd(state=MessageState.INTERRUPTED)
    stored = await answer(database, conversation, "half an ", end=end)
    writer = await database.answers.resume(stored.id)
    writer.append_text("answer")
    await writer.end(FULL_END)
    stored = await database.messages.get(stored.id)
    assert (stored.text, stored.state) == ("half an answer", MessageState.FINISHED)
    (hit,) = await database.search.find("half answer")
    assert hit.message_id == stored.id


async def test_several_answers_stream_at_once(database: ConversationDatabase) -> None:
    conversations = [await talk(database, "question") for _ in range(4)]
    writers = [await database.answers.begin(c, model="m") for c in conversations]
    for number in range(100):
        for place, writer in enumerate(writers):
            writer.append_text(f"{place}:{number} ")
    await asyncio.gather(*(writer.end(FULL_END) for writer in writers))
    for place, writer in enumerate(writers):
        message = await database.messages.get(writer.message_id)
        assert message.text == "".join(f"{place}:{number} " for number in range(100))


async def test_closing_the_program_keeps_what_still_streams(tmp_path: Path) -> None:
    async with opened(tmp_path) as database:
        writer = await database.answers.begin(await talk(database, "question"), model="m")
        writer.append_text("not at its end")
    async with opened(tmp_path) as database:
        message = await database.messages.get(writer.message_id)
        assert (message.text, message.state) == ("not at its end", MessageState.INTERRUPTED)
