"""Scenes of the Tools tab for screenshots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListWidget

from tests.servers.replies import chat_chunk, chat_stream, chat_whole, error, sse, tool_call

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

TOOLS_TAB = 5
CHAT = "/v2/chat/completions"
_ANSWER = "It is 14 °C in Hamburg today, with light rain in the afternoon. Take a jacket."


async def _example(window: Window) -> None:
    window.show_tab(TOOLS_TAB)
    await window.until_text("main.connection", "connected, ")
    window.choose("tools.model", "gpt-4-turbo-128k-france")
    window.click("tools.example")


async def _ask(window: Window) -> None:
    await _example(window)
    window.press("tools.prompt", Qt.Key.Key_Return)


async def _pending(window: Window) -> None:
    await window.until(window.find(QFrame, "tools.pending").isVisible, "the call")


async def _approve(window: Window) -> None:
    window.type("tools.result", '{"temperature": 14, "sky": "light rain"}')
    window.click("tools.approve")


async def tools_empty(window: Window, _hub: ScriptedServer) -> None:
    """Nothing asked yet."""
    await _example(window)
    window.type("tools.prompt", "")


async def tools_busy(window: Window, hub: ScriptedServer) -> None:
    """An answer that is being written from a result."""
    half = sse([chat_chunk({"content": _ANSWER[:40]})], end="stall")
    hub.on("POST", CHAT, chat_whole(None, tool_calls=[tool_call()]), half)
    await _ask(window)
    await _pending(window)
    await _approve(window)
    await window.until_text("tools.transcript", _ANSWER[:30])


async def tools_pending(window: Window, _hub: ScriptedServer) -> None:
    """The guide's call waits for its result."""
    await _ask(window)
    await _pending(window)


async def tools_unfitting(window: Window, hub: ScriptedServer) -> None:
    """The first of two calls does not fit its schema, and the person types."""
    wrong = tool_call(arguments='{"location": "Hamburg", "format": "kelvin", "days": 3}')
    hub.on("POST", CHAT, chat_whole(None, tool_calls=[wrong, tool_call(call_id="call_2")]))
    await _ask(window)
    await _pending(window)
    window.type("tools.result", "14 °C, light rain")


async def tools_not_json(window: Window, hub: ScriptedServer) -> None:
    """Arguments that were cut."""
    cut = tool_call(arguments='{"location":"Hamburg","for')
    hub.on("POST", CHAT, chat_whole(None, finish="length", tool_calls=[cut]))
    await _ask(window)
    await _pending(window)


async def tools_built_in(window: Window, hub: ScriptedServer) -> None:
    """A call of the calculator, which runs by itself."""
    call = tool_call("calculator", '{"expression": "(3 + 4) * 2 ** 0.5"}')
    hub.on("POST", CHAT, chat_whole(None, tool_calls=[call]))
    await _example(window)
    tools = window.find(QListWidget, "tools.list")
    tools.item(tools.count() - 1).setCheckState(Qt.CheckState.Checked)
    window.press("tools.prompt", Qt.Key.Key_Return)
    await _pending(window)


async def tools_done(window: Window, hub: ScriptedServer) -> None:
    """An answer from a result, and a tool that answers by itself."""
    hub.on("POST", CHAT, chat_whole(None, tool_calls=[tool_call()]), chat_stream([_ANSWER]))
    await _ask(window)
    await _pending(window)
    window.type("tools.result", '{"temperature": 14, "sky": "light rain"}')
    window.click("tools.always")
    await window.until_text("tools.usage", "tokens/s")
    await window.until_text("tools.transcript", "jacket")


async def tools_failed(window: Window, hub: ScriptedServer) -> None:
    """A model that refuses tools."""
    words = '"auto" tool choice requires --enable-auto-tool-choice and --tool-call-parser to be set'
    hub.on("POST", CHAT, error(words, 400))
    await _ask(window)
    await window.until_text("tools.error", "takes no tools")


async def tools_editor(window: Window, _hub: ScriptedServer) -> None:
    """The definition of the guide's tool."""
    await _example(window)
    window.click("tools.edit")
    await window.until_text("tools.schema_check", "valid")


async def tools_editor_wrong(window: Window, _hub: ScriptedServer) -> None:
    """A definition with mistakes."""
    await _example(window)
    window.click("tools.add")
    window.type("tools.schema", '{\n  "type": "object",\n  "properties": {\n    "n": 3,\n  }\n}')
    await window.until_text("tools.schema_check", "Line")


SCENES = (
    tools_empty,
    tools_busy,
    tools_pending,
    tools_unfitting,
    tools_not_json,
    tools_built_in,
    tools_done,
    tools_failed,
    tools_editor,
    tools_editor_wrong,
)
