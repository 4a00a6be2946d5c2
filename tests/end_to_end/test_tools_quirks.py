"""Calls that servers send sloppily, or that cannot be run, harm nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QPushButton

from tests.end_to_end.tools_tab import (
    CHAT,
    GUIDE_ARGUMENTS,
    MODEL,
    ask_the_guides_question,
    calling,
    is_pending,
    pending,
)
from tests.end_to_end.window import environ, running_window
from tests.servers.replies import chat_chunk, chat_stream, error, sse, tool_call

if TYPE_CHECKING:
    from tests.servers import Reply, ScriptedServer

BROKEN = {
    "no JSON": (tool_call(arguments="{'location': 'Hamburg'}"), "tool_calls"),
    "cut by length": (tool_call(arguments='{"location":"Hamburg","for'), "length"),
    "nothing, cut by length": (tool_call(arguments=""), "length"),
}


@pytest.mark.parametrize("case", BROKEN)
async def test_arguments_that_are_no_json_are_not_run_and_their_error_goes_back(
    tmp_path: Path, hub: ScriptedServer, case: str
) -> None:
    call, finish = BROKEN[case]
    hub.on("POST", CHAT, calling(call, finish=finish), chat_stream(["I see."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        await window.until(lambda: is_pending(window), "the call")
        assert "not valid JSON" in window.text("tools.check")
        assert "not valid JSON" in window.text("tools.result")
        assert not window.find(QPushButton, "tools.always").isEnabled()
        window.click("tools.approve")
        await window.until_text("tools.transcript", "I see.")
        assert "not valid JSON" in window.text("tools.transcript")
    sent = hub.last(CHAT).json["messages"]
    assert sent[-2]["tool_calls"][0] == call
    assert json.loads(sent[-1]["content"])["problems"][0]["rule"] == "not_json"


def _streamed(*deltas: dict[str, Any], finish: str | None = "tool_calls") -> Reply:
    chunks = [chat_chunk({"tool_calls": [delta]}) for delta in deltas]
    return sse([*chunks, chat_chunk(finish=finish)])


GUIDE_JSON = json.dumps(GUIDE_ARGUMENTS)
SLOPPY: dict[str, Reply] = {
    "in pieces": _streamed(
        {
            "index": 0,
            "id": "a",
            "function": {"name": "get_current_weather", "arguments": GUIDE_JSON[:9]},
        },
        {"index": 0, "function": {"arguments": GUIDE_JSON[9:20]}},
        {"index": 0, "function": {"arguments": GUIDE_JSON[20:]}},
    ),
    "without id": _streamed(
        {"index": 0, "function": {"name": "get_current_weather", "arguments": GUIDE_JSON}}
    ),
    "without index": _streamed(
        {"id": "a", "function": {"name": "get_current_weather", "arguments": ""}},
        {"id": "a", "function": {"arguments": GUIDE_JSON}},
    ),
    "ended by stop": _streamed({"index": 0, **tool_call(arguments=GUIDE_JSON)}, finish="stop"),
    "without an end": _streamed({"index": 0, **tool_call(arguments=GUIDE_JSON)}, finish=None),
    "whole, ended by stop": calling(tool_call(arguments=GUIDE_JSON), finish="stop"),
}


@pytest.mark.parametrize("case", SLOPPY)
async def test_a_call_is_understood_however_the_server_sends_it(
    tmp_path: Path, hub: ScriptedServer, case: str
) -> None:
    hub.on("POST", CHAT, SLOPPY[case], chat_stream(["Rain."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        assert await pending(window) == GUIDE_ARGUMENTS
        window.type("tools.result", "rain")
        window.click("tools.approve")
        await window.until_text("tools.transcript", "Rain.")
    said = hub.last(CHAT).json["messages"]
    assert said[-1]["tool_call_id"] == said[-2]["tool_calls"][0]["id"] != ""


async def test_a_model_that_refuses_tools_is_said_so(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", CHAT, error("This model does not support tools", 400))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        await window.until_text("tools.error", f"{MODEL} takes no tools")


async def test_a_tool_that_was_never_offered_is_answered_so(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", CHAT, calling(tool_call("format_disk", "{}")), chat_stream(["Sorry."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        await pending(window)
        assert "No tool of this name" in window.text("tools.check")
        window.click("tools.approve")
        await window.until_text("tools.transcript", "Sorry.")
    assert "there is no such tool" in hub.last(CHAT).json["messages"][-1]["content"]
