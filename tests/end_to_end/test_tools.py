"""A person lets a model call tools, through the real window."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QLineEdit, QPushButton

from tests.end_to_end.tools_tab import (
    CHAT,
    GUIDE_ARGUMENTS,
    MODEL,
    TOOLS_TAB,
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
from tests.servers.replies import chat_stream, tool_call

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

# Written out here as it stands in the service's guide.
GUIDE_TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "get_current_weather",
            "description": "Get the current weather",
            "parameters": {
                "type": "object",
                "properties": {
                    "location": {
                        "type": "string",
                        "description": "The city and state, e.g. San Francisco, CA",
                    },
                    "format": {
                        "type": "string",
                        "enum": ["celsius", "fahrenheit"],
                        "description": "The temperature unit to use. "
                        "Infer this from the users location.",
                    },
                },
                "required": ["location", "format"],
            },
        },
    },
]
GUIDE_MESSAGES = [
    {
        "role": "system",
        "content": "Don't make assumptions about what values to plug into functions. Ask for "
        "clarification if a user request is ambiguous.",
    },
    {"role": "user", "content": "What's the weather like today in Hamburg"},
]


async def test_the_guides_example_is_sent_field_by_field(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.find(QCheckBox, "tools.stream").setChecked(False)
        window.choose("tools.model", MODEL)
        await ask(window)
        assert await pending(window) == GUIDE_ARGUMENTS
    assert hub.last(CHAT).json == {
        "model": MODEL,
        "messages": GUIDE_MESSAGES,
        "tools": GUIDE_TOOLS,
    }


async def test_streamed_it_differs_by_the_stream_alone(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        assert await pending(window) == GUIDE_ARGUMENTS
    body = dict(hub.last(CHAT).json)
    assert body.pop("stream") is True
    body.pop("stream_options")
    assert body == {"model": MODEL, "messages": GUIDE_MESSAGES, "tools": GUIDE_TOOLS}


@pytest.mark.parametrize("streamed", [True, False], ids=["streamed", "whole"])
async def test_the_typed_result_goes_back_and_the_model_answers(
    tmp_path: Path, hub: ScriptedServer, *, streamed: bool
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.find(QCheckBox, "tools.stream").setChecked(streamed)
        await ask(window)
        await pending(window)
        assert not window.find(QPushButton, "tools.approve").isEnabled()
        window.type("tools.result", "14 degrees, light rain")
        window.click("tools.approve")
        await window.until_text("tools.transcript", "cloud of T-Systems")
        await finished(window)
        shown = window.text("tools.transcript")
        assert "get_current_weather" in shown
        assert '{"location":"Hamburg","format":"celsius"}' in shown
        assert "14 degrees, light rain" in shown
        assert not is_pending(window)
        assert window.text("tools.error") == ""
    assert hub.last(CHAT).json["messages"] == [
        *GUIDE_MESSAGES,
        {"role": "assistant", "content": None, "tool_calls": [tool_call()]},
        {
            "role": "tool",
            "content": "14 degrees, light rain",
            "tool_call_id": "call_adnFRLazqswLI1ky6FU2O40u",
        },
    ]


async def test_changed_arguments_are_checked_and_become_the_call(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        await pending(window)
        assert window.text("tools.check") == "Fits the schema"
        window.type("tools.arguments", '{"location": "Bonn", "format": "kelvin"}')
        await window.until_text("tools.check", '"celsius" | "fahrenheit", not "kelvin"')
        window.type("tools.arguments", '{"location": "Bonn",\n "format": celsius}')
        await window.until_text("tools.check", "Line 2, column 12: not valid JSON")
        window.type("tools.arguments", '{"location": "Bonn", "format": "celsius"}')
        await window.until_text("tools.check", "Fits the schema")
        window.type("tools.result", "sun")
        window.click("tools.approve")
        await finished(window)
        assert "changed by you" in window.text("tools.transcript")
        assert "Hamburg" not in window.text("tools.transcript").split("changed by you")[1]
    called = hub.last(CHAT).json["messages"][2]["tool_calls"][0]["function"]
    assert called["arguments"] == '{"location": "Bonn", "format": "celsius"}'


async def test_deny_sends_the_reason(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        await pending(window)
        window.find(QLineEdit, "tools.reason").setText("Ask me for the street first")
        window.click("tools.deny")
        await finished(window)
    result = json.loads(hub.last(CHAT).json["messages"][-1]["content"])
    assert result == {
        "error": "the user denied this call",
        "reason": "Ask me for the street first",
    }


async def test_several_calls_of_one_reply_are_decided_one_after_another(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    names = ("Hamburg", "Bonn")
    calls = [
        tool_call(arguments=json.dumps({"location": n, "format": "celsius"}), call_id=f"call_{n}")
        for n in names
    ]
    hub.on("POST", CHAT, calling(*calls), chat_stream(["Both are fine."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await ask_the_guides_question(window)
        for name in names:
            await window.until_text("tools.arguments", name)
            window.type("tools.result", f"fine in {name}")
            window.click("tools.approve")
        await window.until_text("tools.transcript", "Both are fine.")
    results = hub.last(CHAT).json["messages"][-2:]
    assert [(r["tool_call_id"], r["content"]) for r in results] == [
        ("call_Hamburg", "fine in Hamburg"),
        ("call_Bonn", "fine in Bonn"),
    ]


CHOICES: dict[str, tuple[int, Any]] = {
    "none": (1, "none"),
    "required": (2, "required"),
    "named": (3, {"type": "function", "function": {"name": "get_current_weather"}}),
}


@pytest.mark.parametrize("case", CHOICES)
async def test_the_tool_choice_is_sent(tmp_path: Path, hub: ScriptedServer, case: str) -> None:
    row, choice = CHOICES[case]
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.find(QComboBox, "tools.tool_choice").setCurrentIndex(row)
        await ask(window)
        await pending(window)
        assert hub.last(CHAT).json["tool_choice"] == choice
        window.type("tools.result", "rain")
        window.click("tools.approve")
        await finished(window)
    later = hub.last(CHAT).json.get("tool_choice")
    assert later == ("none" if case == "none" else None)


async def test_without_tools_it_is_a_plain_question(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        offer(window)
        await ask(window)
        await window.until_text("tools.transcript", "cloud of T-Systems")
    assert "tools" not in hub.last(CHAT).json
    assert "tool_choice" not in hub.last(CHAT).json


async def test_the_model_on_this_computer_calls_the_weather_and_answers(tmp_path: Path) -> None:
    async with running_window(tmp_path, {}) as window:
        window.show_tab(TOOLS_TAB)
        await window.until_text("main.connection", "Local: connected, ")
        window.find(QDoubleSpinBox, "tools.temperature").setValue(0)
        await ask(window)
        assert await pending(window) == GUIDE_ARGUMENTS
        window.type("tools.result", "14 degrees celsius, light rain")
        window.click("tools.approve")
        await finished(window)
        assert window.text("tools.error") == ""
        answer = window.text("tools.transcript").rsplit("result", 1)[1].split("rain", 1)[1]
        assert "rain" in answer.lower()
