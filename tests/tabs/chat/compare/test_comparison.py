"""Several models answer one question, and nothing of it is ever lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.core.conversations import MessageState
from tests.servers.replies import chat_chunk, chat_stream, detail, sse
from tests.tabs.chat.compare.conftest import PATH, Asked, by_model

if TYPE_CHECKING:
    from desktop_app.tabs.chat.compare.comparison import Comparison
    from tests.servers import ScriptedServer

HALF = sse([chat_chunk({"content": "Half an ans"})], end="stall")


async def until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        await asyncio.sleep(0.01)


def texts(comparison: Comparison) -> list[str]:
    return [each.answer.message.text if each.answer else "" for each in comparison.contenders]


async def test_every_model_is_asked_the_same_and_its_answer_becomes_a_branch(
    server: ScriptedServer, asked: Asked
) -> None:
    server.on("POST", PATH, by_model({"a": chat_stream(["Of a."]), "b": chat_stream(["Of b."])}))
    comparison = asked.compare("a", "b")
    await comparison.run()
    assert texts(comparison) == ["Of a.", "Of b."]
    answers = await asked.answers()
    assert [(each.model, each.text, each.state) for each in answers] == [
        ("a", "Of a.", MessageState.FINISHED),
        ("b", "Of b.", MessageState.FINISHED),
    ]
    assert [each.kept_id for each in comparison.contenders] == [each.id for each in answers]
    bodies = sorted(
        (each.json for each in server.requests_to(PATH)), key=lambda each: each["model"]
    )
    assert [body.pop("model") for body in bodies] == ["a", "b"]
    assert bodies[0] == bodies[1]


async def test_the_branches_stand_in_the_order_of_the_columns_and_the_last_is_shown(
    server: ScriptedServer, asked: Asked
) -> None:
    slow = chat_stream(["Slow", " but", " first."], pause=0.05)
    quick = chat_stream(["Quick."])
    server.on("POST", PATH, by_model({"slow": slow, "quick": quick, "third": quick}))
    await asked.compare("slow", "quick", "third").run()
    assert [each.model for each in await asked.answers()] == ["slow", "quick", "third"]
    assert await asked.shown() == ["What is it?", "Quick."]
    last = (await asked.database.messages.branch(asked.conversation_id))[-1]
    assert (last.model, last.position, last.siblings) == ("third", 3, 3)


async def test_they_stream_together_and_each_says_when_its_first_word_came(
    server: ScriptedServer, asked: Asked
) -> None:
    server.on("POST", PATH, HALF)
    comparison = asked.compare("a", "b", "c", "d")
    running = asyncio.ensure_future(comparison.run())
    await until(lambda: texts(comparison) == ["Half an ans"] * 4, "four halves")
    assert all(each.timing and each.timing.first_token for each in comparison.contenders)
    assert all(each.kept_id is None for each in comparison.contenders)
    running.cancel()
    await asyncio.wait([running])
    assert [each.state for each in await asked.answers()] == [MessageState.STOPPED] * 4
    assert [each.text for each in await asked.answers()] == ["Half an ans"] * 4
    assert all(each.kept_id is not None for each in comparison.contenders)
    assert not comparison.is_running


async def test_one_can_be_stopped_while_the_others_go_on(
    server: ScriptedServer, asked: Asked
) -> None:
    slow = chat_stream(["It ", "goes ", "on."], pause=0.1)
    server.on("POST", PATH, by_model({"a": HALF, "b": slow}))
    comparison = asked.compare("a", "b")
    running = asyncio.ensure_future(comparison.run())
    await until(lambda: texts(comparison)[0] == "Half an ans", "the half")
    comparison.contenders[0].stop()
    await until(lambda: not comparison.contenders[0].is_busy, "its end")
    assert comparison.is_running
    await running
    states = [each.state for each in await asked.answers()]
    assert states == [MessageState.STOPPED, MessageState.FINISHED]


async def test_a_failure_is_its_column_s_own_and_can_be_tried_again(
    server: ScriptedServer, asked: Asked
) -> None:
    replies = {"a": detail("Rate limit reached", 429), "b": chat_stream(["Of b."])}
    server.on("POST", PATH, by_model(replies))
    comparison = asked.compare("a", "b")
    resumed: list[bool] = []
    comparison.resumed.connect(lambda: resumed.append(True))
    await comparison.run()
    failed = comparison.contenders[0]
    assert [bool(each.error) for each in comparison.contenders] == [True, False]
    assert [bool(each.kept_id) for each in comparison.contenders] == [False, True]
    assert [each.model for each in await asked.answers()] == ["b"]
    assert await asked.shown() == ["What is it?", "Of b."]
    replies["a"] = chat_stream(["Of a."])
    comparison.ask_again(failed)
    assert resumed == [True]
    await comparison.run()
    assert failed.error is None
    assert texts(comparison) == ["Of a.", "Of b."]
    assert len(server.requests_to(PATH)) == 3


async def test_retry_goes_along_with_the_others_that_still_stream(
    server: ScriptedServer, asked: Asked
) -> None:
    replies = {"a": detail("Rate limit reached", 429), "b": HALF}
    server.on("POST", PATH, by_model(replies))
    comparison = asked.compare("a", "b")
    running = asyncio.ensure_future(comparison.run())
    failed = comparison.contenders[0]
    await until(lambda: failed.error is not None and not failed.is_busy, "the failure")
    replies["a"] = chat_stream(["Of a."])
    comparison.ask_again(failed)
    await until(lambda: failed.kept_id is not None, "the second answer")
    assert comparison.contenders[1].is_busy
    running.cancel()
    await asyncio.wait([running])
    assert {each.text for each in await asked.answers()} == {"Of a.", "Half an ans"}


async def test_what_came_before_a_failure_stays_a_branch_beside_the_second_answer(
    server: ScriptedServer, asked: Asked
) -> None:
    cut = sse([chat_chunk({"content": "Half an ans"})], end="cut")
    replies = {"a": cut, "b": chat_stream(["Of b."])}
    server.on("POST", PATH, by_model(replies))
    comparison = asked.compare("a", "b")
    await comparison.run()
    assert comparison.contenders[0].error is not None
    assert comparison.contenders[0].kept_id is not None
    replies["a"] = chat_stream(["Whole."])
    comparison.ask_again(comparison.contenders[0])
    await comparison.run()
    kept = [(each.text, each.state) for each in await asked.answers()]
    assert kept == [
        ("Half an ans", MessageState.FAILED),
        ("Of b.", MessageState.FINISHED),
        ("Whole.", MessageState.FINISHED),
    ]


async def test_stopped_before_a_word_came_leaves_no_empty_branches(
    server: ScriptedServer, asked: Asked
) -> None:
    server.on("POST", PATH, sse([], end="stall"))
    comparison = asked.compare("a", "b")
    running = asyncio.ensure_future(comparison.run())
    await until(lambda: len(server.requests_to(PATH)) == 2, "the requests")
    running.cancel()
    await asyncio.wait([running])
    tree = await asked.database.messages.tree(asked.conversation_id)
    assert [each.text for each in tree.messages] == ["What is it?"]
    assert await asked.shown() == ["What is it?"]


async def test_stopped_before_it_began_asks_nobody(server: ScriptedServer, asked: Asked) -> None:
    comparison = asked.compare("a", "b")
    running = asyncio.ensure_future(comparison.run())
    await asyncio.sleep(0)
    running.cancel()
    await asyncio.wait([running])
    assert not comparison.is_running
    assert await asked.answers() == []
    assert server.requests_to(PATH) == []


async def test_what_streams_is_in_the_database_before_it_ends(
    server: ScriptedServer, asked: Asked
) -> None:
    server.on("POST", PATH, HALF)
    comparison = asked.compare("a", "b")
    running = asyncio.ensure_future(comparison.run())
    deadline = time.monotonic() + 20
    while [each.text for each in await asked.answers()] != ["Half an ans"] * 2:
        assert time.monotonic() < deadline, "waited in vain for the texts in the database"
        await asyncio.sleep(0.05)
    assert comparison.is_running
    running.cancel()
    await asyncio.wait([running])
