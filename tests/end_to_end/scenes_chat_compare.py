"""Scenes of several models that answer side by side."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from tests.servers.replies import chat_chunk, chat_stream, detail, sse

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import Reply, Request, ScriptedServer

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
QUESTION = "Which database should a desktop program use, and how do I open one in Python?"
SHORT = """Use **SQLite**: it needs no server, a database is one file, and Python brings it.

```python
import sqlite3

with sqlite3.connect("chat.db") as db:
    db.execute("PRAGMA journal_mode = WAL")
```

It suffices for many gigabytes.
"""
LONG = """There are three that come into question:

| Database | Server | Good for |
|---|---|---|
| SQLite | no | programs of one person |
| DuckDB | no | analysis |
| PostgreSQL | yes | many at once |

1. Begin with *SQLite*
2. Measure before anything else
3. Only then think of another

> A file that a person can copy is worth more than a fast one.
"""


def _play(hub: ScriptedServer, replies: dict[str, Reply]) -> None:
    def answer(request: Request) -> Reply:
        return replies[request.json["model"].split("-")[0]]

    hub.on("POST", "/v2/chat/completions", answer)


def _words(text: str, pause: float = 0.0) -> Reply:
    return chat_stream([word + " " for word in text.split(" ")], pause=pause)


def _half(text: str) -> Reply:
    chunks = [chat_chunk({"content": word + " "}) for word in text.split(" ")]
    return sse(chunks[: len(chunks) * 2 // 3], end="stall")


async def _open(window: Window, boxes: int) -> None:
    await window.until_text("main.connection", "connected, ")
    window.type("chat.prompt", QUESTION)
    window.press("chat.prompt", Qt.Key.Key_Return, CTRL_SHIFT)
    await asyncio.sleep(0.1)  # until it has its place
    for _ in range(boxes - 2):
        window.click("chat.compare_add")


async def _compare(window: Window, boxes: int) -> None:
    await _open(window, boxes)
    await asyncio.sleep(0.1)
    window.click("chat.compare_start")
    last = f"chat.answer_{boxes}"
    await window.until(lambda: window.root.findChild(QWidget, last) is not None, "the columns")


async def compare_choose(window: Window, _hub: ScriptedServer) -> None:
    """Two models are suggested."""
    await _open(window, 2)


async def compare_choose_four(window: Window, _hub: ScriptedServer) -> None:
    """Four models are chosen."""
    await _open(window, 4)


async def compare_two(window: Window, hub: ScriptedServer) -> None:
    """Two answers that have ended."""
    _play(hub, {"Llama": _words(SHORT), "Qwen2.5": _words(LONG)})
    await _compare(window, 2)
    await window.until_text("chat.answer_2.usage", "tokens/s")
    await asyncio.sleep(1.5)  # until the code has its colours


async def compare_four(window: Window, hub: ScriptedServer) -> None:
    """Four answers on their way."""
    thinking = [chat_chunk({"reasoning_content": "Let me see. "})]
    replies = {
        "Llama": _half(SHORT),
        "Qwen2.5": _half(LONG),
        "gpt": _half(LONG + SHORT),
        "DeepSeek": sse(thinking, end="stall"),
    }
    _play(hub, replies)
    await _compare(window, 4)
    await window.until_text("chat.answer_4.transcript", "Thinking")
    await asyncio.sleep(1.0)


async def compare_failed(window: Window, hub: ScriptedServer) -> None:
    """One has failed, one was stopped, one has ended."""
    refused = detail("The back end is restarting", 503)
    _play(hub, {"Llama": refused, "Qwen2.5": _half(LONG), "gpt": _words(SHORT)})
    await _compare(window, 3)
    await window.until_text("chat.answer_3.usage", "tokens/s")
    await asyncio.sleep(0.5)
    window.click("chat.answer_2.stop")
    await window.until_text("chat.answer_2.transcript", "Stopped")
    await asyncio.sleep(1.0)


async def compare_kept(window: Window, hub: ScriptedServer) -> None:
    """The first answer was kept."""
    await compare_two(window, hub)
    window.click("chat.answer_1.keep")
    await window.until_text("chat.transcript", "1/2")
    await asyncio.sleep(0.5)


SCENES = (
    compare_choose,
    compare_choose_four,
    compare_two,
    compare_four,
    compare_failed,
    compare_kept,
)
