"""Scenes of the Completion tab for screenshots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.servers.replies import completion_stream, detail, sse

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

COMPLETION_TAB = 1
_TEXT = (
    "\n\nPython is a high-level, interpreted programming language that was created by Guido van "
    "Rossum and first released in 1991. It is known for its readable syntax, which uses "
    "indentation to mark blocks of code.\n\nWhat is Python used for?\n\nIt is used for web "
    "servers, data analysis, machine learning, automation and teaching.\n"
)


async def _run(window: Window) -> None:
    window.show_tab(COMPLETION_TAB)
    await window.until_text("main.connection", "connected, ")
    window.choose("completion.model", "Llama-3.3-70B-Instruct")
    window.click("completion.example")
    window.click("completion.run")


async def completion_empty(window: Window, _hub: ScriptedServer) -> None:
    """Nothing written yet."""
    window.show_tab(COMPLETION_TAB)
    await window.until_text("main.connection", "connected, ")


async def completion_done(window: Window, hub: ScriptedServer) -> None:
    """A text that was cut at the maximum of tokens."""
    words = [word + " " for word in _TEXT.split(" ")]
    hub.on("POST", "/v2/completions", completion_stream(words, finish="length"))
    await _run(window)
    await window.until_text("completion.usage", "tokens")


async def completion_busy(window: Window, hub: ScriptedServer) -> None:
    """A text that is being written."""
    begun = {"choices": [{"index": 0, "text": _TEXT[:120]}]}
    hub.on("POST", "/v2/completions", sse([begun], end="stall"))
    await _run(window)
    await window.until_text("completion.output", "Python is")


async def completion_failed(window: Window, hub: ScriptedServer) -> None:
    """A model that continues no raw text."""
    words = "This model is not supported by the completions API"
    hub.on("POST", "/v2/completions", detail(words, 400))
    await _run(window)
    await window.until_text("completion.error", "not supported")


SCENES = (completion_empty, completion_done, completion_busy, completion_failed)
