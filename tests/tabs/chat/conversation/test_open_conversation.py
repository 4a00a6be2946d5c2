"""A conversation asks, answers and keeps, whatever happens meanwhile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.conversations import MessageState, NewMessage
from desktop_app.core.messages import Role
from desktop_app.core.replies import FinishReason
from tests.end_to_end.window import until
from tests.servers.replies import chat_chunk, chat_stream, detail, sse
from tests.tabs.chat.conversation.at_a_desk import at_a_desk

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

CHAT = "/v2/chat/completions"


def question(text: str) -> NewMessage:
    return NewMessage(role=Role.USER, text=text)


async def test_what_is_said_is_kept(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, chat_stream(["A ", "cloud."]))
    async with at_a_desk(tmp_path, hub) as room:
        room.current.ask(question("What is it?"))
        assert await room.said() == [("user", "What is it?"), ("assistant", "A cloud.")]
        assert await room.kept() == await room.said()
        answer = room.current.messages[-1]
        assert (answer.state, answer.finish_reason) == (MessageState.FINISHED, FinishReason.STOP)
        assert room.current.tokens is not None
        assert room.current.tokens.total_tokens == 43


async def test_the_question_is_kept_before_it_is_sent(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, sse([], end="stall"))
    async with at_a_desk(tmp_path, hub) as room:
        room.current.ask(question("Kept?"))
        await until(lambda: bool(hub.requests_to(CHAT)), "the request")
        assert (await room.kept())[0] == ("user", "Kept?")


async def test_answering_again_keeps_the_older_answer_as_a_branch(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]), chat_stream(["Two."]))
    async with at_a_desk(tmp_path, hub) as room:
        room.current.ask(question("Tell me"))
        await room.idle()
        room.current.answer_again()
        assert (await room.said())[-1] == ("assistant", "Two.")
        answer = room.current.messages[-1]
        assert (answer.position, answer.siblings) == (2, 2)
        room.current.show_sibling(answer.id, -1)
        assert (await room.said())[-1] == ("assistant", "One.")


async def test_a_former_answer_comes_back_when_no_new_one_takes_its_place(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]), detail("Not now", 503))
    async with at_a_desk(tmp_path, hub) as room:
        room.current.ask(question("Tell me"))
        await room.idle()
        room.current.answer_again()
        assert (await room.said())[-1] == ("assistant", "One.")
        assert room.current.error is not None
        assert room.current.can_retry
        assert room.current.messages[-1].siblings == 1


async def test_who_deletes_the_first_message_stays_at_the_beginning(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]), chat_stream(["Two."]))
    async with at_a_desk(tmp_path, hub) as room:
        for text in ("First", "Second"):
            room.current.ask(question(text))
            await room.idle()
        shown: list[int | None] = []
        room.current.branch.replaced.connect(shown.append)
        for place in (0, -1):  # and at the end, who deletes the last
            room.current.delete_message(room.current.messages[place].id)
            await room.idle()
        first, *_ = room.current.messages
        assert first.text == "One."
        assert shown == [first.id, None]


async def test_an_edited_question_starts_a_branch(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]), chat_stream(["Two."]))
    async with at_a_desk(tmp_path, hub) as room:
        room.current.ask(question("First"))
        await room.idle()
        asked = room.current.messages[0]
        room.current.ask(question("Better"), instead_of=asked.id)
        assert await room.said() == [("user", "Better"), ("assistant", "Two.")]
        assert hub.last(CHAT).json["messages"] == [{"role": "user", "content": "Better"}]
        room.current.show_sibling(room.current.messages[0].id, -1)
        assert await room.said() == [("user", "First"), ("assistant", "One.")]


async def test_an_answer_that_broke_off_goes_on_where_it_ended(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    half = sse([chat_chunk({"content": "Half an "})], end="cut")
    hub.on("POST", CHAT, half, chat_stream(["answer."]))
    async with at_a_desk(tmp_path, hub) as room:
        room.current.ask(question("Go"))
        assert (await room.said())[-1] == ("assistant", "Half an ")
        assert room.current.messages[-1].state is MessageState.FAILED
        room.current.go_on()
        assert (await room.said())[-1] == ("assistant", "Half an answer.")
        assert await room.kept() == await room.said()
    sent = hub.last(CHAT).json["messages"]
    assert sent[1] == {"role": "assistant", "content": "Half an "}
    assert sent[2]["role"] == "user"


async def test_a_deleted_message_comes_back(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]), chat_stream(["Two."]))
    async with at_a_desk(tmp_path, hub) as room:
        for text in ("First", "Second"):
            room.current.ask(question(text))
            await room.idle()
        deleted = room.current.messages[1]
        room.current.delete_message(deleted.id)
        assert [text for _, text in await room.said()] == ["First", "Second", "Two."]
        room.current.restore_message(deleted.id)
        texts = [text for _, text in await room.said()]
        assert texts == ["First", "One.", "Second", "Two."]


async def test_two_conversations_stream_at_once(tmp_path: Path, hub: ScriptedServer) -> None:
    slow = sse([chat_chunk({"content": f"{n} "}) for n in range(20)], pause=0.02)
    hub.on("POST", CHAT, slow, chat_stream(["Quick."]))
    async with at_a_desk(tmp_path, hub) as room:
        desk, first = room.desk, room.current
        first.ask(question("Slowly"))
        await until(lambda: first.answer is not None, "the first answer")
        desk.new(first.parameters)
        desk.current.ask(question("Quickly"))
        assert (await room.said())[-1] == ("assistant", "Quick.")
        assert first.answer is not None
        unseen: list[frozenset[int]] = []
        desk.unseen_changed.connect(unseen.append)
        await until(lambda: first.answer is None, "the end of the first")
        assert first.id is not None
        assert unseen[-1] == {first.id}
        desk.open(first.id)
        await until(lambda: desk.current.id == first.id, "the first conversation")
        assert (await room.said())[-1][1].startswith("0 1 2 ")
        assert unseen[-1] == frozenset()


async def test_parameters_stay_with_their_conversation(tmp_path: Path, hub: ScriptedServer) -> None:
    async with at_a_desk(tmp_path, hub) as room:
        first = room.current
        first.ask(question("Hello"))
        await room.idle()
        first.set_parameters(replace(first.parameters, temperature=0.7, system_prompt="Be short."))
        room.desk.new(first.parameters)
        assert first.id is not None
        room.desk.open(first.id)
        await until(lambda: room.current.id == first.id, "the first conversation")
        assert room.current.parameters.temperature == 0.7
        assert room.current.parameters.system_prompt == "Be short."


async def test_a_long_conversation_shows_its_end_at_once_and_sends_all_of_it(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with at_a_desk(tmp_path, hub) as room:
        messages = room.database.messages
        stored = await room.database.conversations.create(room.current.parameters.as_json())
        for number in range(300):
            role = Role.USER if number % 2 == 0 else Role.ASSISTANT
            await messages.add(stored.id, NewMessage(role=role, text=f"message {number}"))
        room.desk.open(stored.id)
        await until(lambda: room.current.id == stored.id, "the conversation")
        await room.idle()
        room.current.ask(question("And now?"))
        await room.idle()
    assert len(hub.last(CHAT).json["messages"]) == 301
