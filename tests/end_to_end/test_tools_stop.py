"""A person can stop, retry and go on at any moment of a conversation with tools."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit

from tests.end_to_end.tools_tab import (
    CHAT,
    GUIDE_ARGUMENTS,
    ask,
    ask_the_guides_question,
    calling,
    finished,
    is_pending,
    offer,
    opened,
    pending,
)
from tests.end_to_end.window import environ, running_window
from tests.servers import ScriptedServer, play_hub
from tests.servers.replies import chat_chunk, chat_stream, detail, sse, tool_call


async def test_stop_ends_a_waiting_call_and_keeps_what_has_happened(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        await pending(window)
        window.press("tools.result", Qt.Key.Key_Escape)
        await finished(window)
        assert not is_pending(window)
        assert "get_current_weather" in window.text("tools.transcript")
        assert window.text("tools.error") == ""
        hub.on("POST", CHAT, chat_stream(["Then not."]))
        await ask(window, "Never mind")
        await window.until_text("tools.transcript", "Then not.")
    *_, call, result, question = hub.last(CHAT).json["messages"]
    assert result["tool_call_id"] == call["tool_calls"][0]["id"]
    assert json.loads(result["content"]) == {"error": "not run: the user stopped"}
    assert question["content"] == "Never mind"


async def test_stop_ends_an_answer_after_a_result(tmp_path: Path, hub: ScriptedServer) -> None:
    half = sse([chat_chunk({"content": "Half an ans"})], end="stall")
    hub.on("POST", CHAT, calling(tool_call()), half)
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        await pending(window)
        window.type("tools.result", "rain")
        window.click("tools.approve")
        await window.until_text("tools.transcript", "Half an ans")
        window.click("tools.stop")
        await window.until_text("tools.transcript", "Stopped")
        assert "rain" in window.text("tools.transcript")
        await hub.wait_for(hub.last(CHAT).client_left.is_set)


async def test_a_new_conversation_lets_a_waiting_call_go(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        await pending(window)
        window.click("tools.new")
        await finished(window)
        assert not is_pending(window)
        assert "Hamburg" not in window.text("tools.transcript")


async def test_retry_goes_on_from_the_result(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, calling(tool_call()), detail("Restarting", 503), chat_stream(["Rain."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        await pending(window)
        window.type("tools.result", "typed with care")
        window.click("tools.approve")
        await window.until_text("tools.error", "Restarting")
        assert "typed with care" in window.text("tools.transcript")
        window.click("tools.retry")
        await window.until_text("tools.transcript", "Rain.")
        assert window.text("tools.error") == ""
    second, third = hub.requests_to(CHAT)[1:]
    assert second.json["messages"] == third.json["messages"]
    assert third.json["messages"][-1]["content"] == "typed with care"


async def test_what_was_typed_for_a_stopped_call_is_there_when_it_comes_again(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, calling(tool_call()))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        await pending(window)
        window.type("tools.arguments", '{"location": "Bremen", "format": "celsius"}')
        window.type("tools.result", "typed with care")
        window.press("tools.result", Qt.Key.Key_Escape)
        await finished(window)
        await ask(window, "Once more")
        assert (await pending(window))["location"] == "Bremen"
        assert window.text("tools.result") == "typed with care"
        hub.on("POST", CHAT, chat_stream(["Rain."]))
        window.click("tools.approve")
        await window.until_text("tools.transcript", "Rain.")
    assert hub.last(CHAT).json["messages"][-1]["content"] == "typed with care"


async def test_a_stream_that_breaks_in_a_call_calls_nothing(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    begun = chat_chunk({"tool_calls": [{"index": 0, **tool_call(arguments='{"loc')}]})
    hub.on("POST", CHAT, sse([begun], end="cut"))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        await window.until_text("tools.error", "broke in the middle")
        assert not is_pending(window)
        play_hub(hub)
        window.click("tools.retry")
        assert await pending(window) == GUIDE_ARGUMENTS
    first, again = hub.requests_to(CHAT)
    assert first.json["messages"] == again.json["messages"]


async def test_a_model_that_never_stops_calling_is_stopped_after_25_rounds(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, calling(tool_call("current_time", "{}")))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        offer(window, "current_time")
        await ask(window, "Tell me the time, again and again")
        await pending(window)
        window.click("tools.always")
        await window.until_text("tools.error", "25 times")
    assert len(hub.requests_to(CHAT)) == 25


async def test_writing_goes_on_while_a_call_comes(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, calling(tool_call()))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        window.type("tools.prompt", "And tomorrow")
        await pending(window)
        assert window.find(QPlainTextEdit, "tools.prompt").hasFocus()
