"""Tools that run without asking, until the person takes it back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from tests.end_to_end.tools_tab import (
    CHAT,
    ask,
    ask_the_guides_question,
    calling,
    finished,
    offer,
    opened,
    pending,
)
from tests.end_to_end.window import environ, paths_below, running_window
from tests.servers.replies import chat_stream, tool_call

if TYPE_CHECKING:
    from tests.servers import Reply, ScriptedServer


async def test_a_built_in_tool_makes_its_result_and_may_always_do_so(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    def one(expression: str) -> Reply:
        return calling(tool_call("calculator", json.dumps({"expression": expression})))

    hub.on("POST", CHAT, one("6 * 7"), one("1/0"), chat_stream(["42, then nothing."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        offer(window, "calculator")
        await ask(window, "What is 6 times 7?")
        assert await pending(window) == {"expression": "6 * 7"}
        window.click("tools.always")
        await window.until_text("tools.transcript", "then nothing.")
        assert "calculator" in window.text("tools.standing")
    messages = hub.last(CHAT).json["messages"]
    assert [m["content"] for m in messages if m["role"] == "tool"] == [
        "42",
        '{"error": "division by zero", "expression": "1/0"}',
    ]
    saved = json.loads(paths_below(tmp_path).tools_file.read_text(encoding="utf-8"))
    assert (saved["offered"], saved["always"]) == (["calculator"], ["calculator"])


async def test_a_typed_result_may_answer_every_call_of_the_conversation(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, calling(tool_call()), calling(tool_call()), chat_stream(["Rain, twice."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        await pending(window)
        window.type("tools.result", "rain")
        window.click("tools.always")
        await window.until_text("tools.transcript", "Rain, twice.")
        await finished(window)
        window.click("tools.new")
        assert not window.find(QPushButton, "tools.ask_again").isVisible()
    contents = [m["content"] for m in hub.last(CHAT).json["messages"] if m["role"] == "tool"]
    assert contents == ["rain", "rain"]


async def test_what_is_always_allowed_can_be_taken_back(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, calling(tool_call("current_time", "")))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        offer(window, "current_time")
        await ask(window, "What time is it?")
        assert await pending(window) == {}
        window.click("tools.always")
        await window.until_text("tools.error", "25 times")
        window.click("tools.ask_again")
        await ask(window, "And now?")
        await pending(window)


async def test_what_is_always_allowed_is_asked_about_when_it_is_no_longer_offered(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    call = tool_call("calculator", '{"expression": "1 + 1"}')
    hub.on("POST", CHAT, calling(call), chat_stream(["It is 2."]), calling(call))
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        offer(window, "calculator")
        await ask(window, "What is 1 + 1?")
        await pending(window)
        window.click("tools.always")
        await window.until_text("tools.transcript", "It is 2.")
        await finished(window)
        offer(window)
        await ask(window, "And again?")
        await pending(window)
        assert "No tool of this name" in window.text("tools.check")
