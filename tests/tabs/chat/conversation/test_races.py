"""A person is quicker than the program, changes their mind, or goes elsewhere meanwhile."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.conversations import NewMessage
from desktop_app.core.errors import DatabaseProblem, DatabaseUnusable
from desktop_app.core.messages import Role
from tests.end_to_end.window import until
from tests.servers.replies import chat_chunk, chat_stream, detail, sse
from tests.tabs.chat.conversation.at_a_desk import PARAMETERS, Room, at_a_desk

if TYPE_CHECKING:
    import pytest

    from desktop_app.core.conversations import StoredMessage
    from tests.servers import ScriptedServer

CHAT = "/v2/chat/completions"
ENDLESS = sse([chat_chunk({"content": "Half "})], end="stall")


def question(text: str) -> NewMessage:
    return NewMessage(role=Role.USER, text=text)


async def ask(room: Room, text: str) -> None:
    room.current.ask(question(text))
    await room.idle()


async def leave(room: Room) -> int:
    """Show a new conversation; the id of the one before, which is no longer open."""
    former = room.current.id
    assert former is not None
    room.desk.new(room.current.parameters)
    return former


async def come_back(room: Room, conversation_id: int) -> None:
    room.desk.open(conversation_id)
    await until(lambda: room.current.id == conversation_id, "the conversation")


async def test_an_edited_question_whose_branch_was_left_is_asked_where_it_stands(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, *(chat_stream([f"{n}."]) for n in ("One", "Two", "Three")))
    async with at_a_desk(tmp_path, hub) as room:
        await ask(room, "First")
        first = room.current.messages[0].id
        room.current.ask(question("Second"), instead_of=first)
        await room.idle()
        # "Second" is shown while "First" is edited
        room.current.ask(question("Third"), instead_of=first)
        assert await room.said() == [("user", "Third"), ("assistant", "Three.")]
        assert await room.kept() == await room.said()
        assert hub.last(CHAT).json["messages"] == [{"role": "user", "content": "Third"}]


async def test_stop_or_another_profile_while_it_is_read_loses_nothing_of_it(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]), chat_stream(["Two."]))
    async with at_a_desk(tmp_path, hub) as room:
        await ask(room, "First")
        conversation = await leave(room)
        # When its branch has been asked for, and has not come from the disk yet.
        soon = asyncio.get_running_loop().call_soon
        room.desk.shown.connect(lambda shown: soon(soon, shown.stop))
        await come_back(room, conversation)
        assert await room.said() == [("user", "First"), ("assistant", "One.")]
        await ask(room, "Second")
        assert len(hub.last(CHAT).json["messages"]) == 3


async def test_a_question_asked_while_it_is_read_is_sent_with_all_of_it(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]), chat_stream(["Two."]))
    async with at_a_desk(tmp_path, hub) as room:
        await ask(room, "First")
        conversation = await leave(room)
        stoppable: list[bool] = []

        def ask_at_once() -> None:
            stoppable.append(room.current.is_asking)
            room.current.ask(question("Second"))

        soon = asyncio.get_running_loop().call_soon
        room.desk.shown.connect(lambda _: soon(soon, ask_at_once))
        await come_back(room, conversation)
        assert len(await room.said()) == 4
        assert stoppable == [False]
        assert len(hub.last(CHAT).json["messages"]) == 3


async def test_as_soon_as_an_answer_has_ended_the_next_question_is_taken(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]), chat_stream(["Two."]))
    async with at_a_desk(tmp_path, hub) as room:
        conversation = room.current
        stoppable: list[bool] = []

        def ask_once(_: object) -> None:
            conversation.answer_ended.disconnect(ask_once)
            stoppable.append(conversation.is_asking)
            conversation.ask(question("Second"))

        conversation.answer_ended.connect(ask_once)
        await ask(room, "First")
        assert [text for _, text in await room.said()] == ["First", "One.", "Second", "Two."]
        assert await room.kept() == await room.said()
        assert stoppable == [False]


async def test_asking_again_in_mid_answer_makes_a_sibling_of_it(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, ENDLESS, chat_stream(["Whole."]))
    async with at_a_desk(tmp_path, hub) as room:
        room.current.ask(question("Go"))
        await until(lambda: room.current.answer is not None, "the answer")
        answer = room.current.answer
        assert answer is not None
        await until(lambda: answer.last_text != "", "its first words")
        room.current.answer_again()
        assert await room.said() == [("user", "Go"), ("assistant", "Whole.")]
        assert room.current.messages[-1].siblings == 2


async def test_a_failed_second_answer_leads_back_to_the_branch_that_was_shown(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on(
        "POST",
        CHAT,
        *(chat_stream([f"{n}."]) for n in ("One", "Two", "Three")),
        detail("Not now", 503),
    )
    async with at_a_desk(tmp_path, hub) as room:
        await ask(room, "First")
        answer = room.current.messages[-1].id
        await ask(room, "Second")
        second = room.current.messages[-2].id
        room.current.ask(question("Another second"), instead_of=second)
        await room.idle()
        room.current.show_sibling(room.current.messages[-2].id, -1)
        before = await room.said()
        room.current.answer_again(answer)
        assert await room.said() == before
        assert await room.kept() == before


async def test_a_deletion_is_taken_back_after_another_conversation_was_opened(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]))
    async with at_a_desk(tmp_path, hub) as room:
        await ask(room, "First")
        answer = room.current.messages[-1].id
        room.current.delete_message(answer)
        await room.idle()
        conversation = await leave(room)
        await asyncio.sleep(0.05)
        room.desk.restore_message(conversation, answer)
        await until(lambda: room.current.id == conversation, "the conversation")
        assert await room.said() == [("user", "First"), ("assistant", "One.")]


async def test_a_deletion_that_the_emptied_bin_made_final_is_not_taken_back(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]))
    async with at_a_desk(tmp_path, hub) as room:
        await ask(room, "First")
        answer = room.current.messages[-1].id
        room.current.delete_message(answer)
        await room.idle()
        await room.database.bin.empty()
        assert room.current.id is not None
        room.desk.restore_message(room.current.id, answer)
        assert await room.said() == [("user", "First")]
        assert room.current.error is None


async def test_after_a_backup_was_restored_nothing_of_before_is_shown(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]), detail("Not now", 503))
    async with at_a_desk(tmp_path, hub) as room:
        room.archive.replaced.connect(room.desk.start_over)
        await ask(room, "First")
        backup = await room.database.backups.make_daily()
        assert backup is not None
        await ask(room, "Second")  # fails, which waits to be seen
        conversation = await leave(room)
        await room.archive.restore(backup)
        await come_back(room, conversation)
        assert await room.said() == [("user", "First"), ("assistant", "One.")]


async def test_a_branch_that_could_not_be_read_is_read_before_it_is_sent(
    tmp_path: Path, hub: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with at_a_desk(tmp_path, hub) as room:
        messages = room.database.messages
        stored = await room.database.conversations.create(room.current.parameters.as_json())
        for number in range(60):
            role = Role.USER if number % 2 == 0 else Role.ASSISTANT
            await messages.add(stored.id, NewMessage(role=role, text=f"message {number}"))
        reading = messages.branch
        failures = [DatabaseUnusable(DatabaseProblem.DISK_FAILED)]

        async def failing(conversation_id: int, **options: Any) -> list[StoredMessage]:
            if "before" in options and failures:
                raise failures.pop()
            return await reading(conversation_id, **options)

        monkeypatch.setattr(messages, "branch", failing)
        await come_back(room, stored.id)
        await until(lambda: room.current.error is not None, "the failure")
        await ask(room, "And now?")
    assert len(hub.last(CHAT).json["messages"]) == 61


async def test_parameters_that_the_disk_cannot_take_at_the_end_disturb_nothing_else(
    tmp_path: Path, hub: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]))
    async with at_a_desk(tmp_path, hub) as room:
        await ask(room, "First")

        async def failing(*_: object) -> None:
            raise DatabaseUnusable(DatabaseProblem.DISK_FULL)

        monkeypatch.setattr(room.database.conversations, "set_parameters", failing)
        room.current.set_parameters(replace(PARAMETERS, temperature=0.7))
        await leave(room)  # which is not said by an exception that nobody reads


async def test_a_hit_in_a_conversation_that_is_being_answered_is_shown(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]), ENDLESS)
    async with at_a_desk(tmp_path, hub) as room:
        await ask(room, "First")
        room.current.ask(question("Second"))
        await until(lambda: room.current.answer is not None, "the answer")
        conversation, hit = room.current.id, room.current.messages[0].id
        assert conversation is not None
        sought: list[int] = []
        room.current.branch.sought.connect(sought.append)
        room.desk.open(conversation, hit)
        assert sought == [hit]
        assert room.current.is_busy
