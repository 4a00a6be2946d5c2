"""What a person does in the Tools tab, for its tests."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QListWidget, QPushButton

from tests.servers.replies import chat_whole

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import Reply

TOOLS_TAB = 5
CHAT = "/v2/chat/completions"
MODEL = "gpt-4-turbo-128k-france"
GUIDE_ARGUMENTS = {"location": "Hamburg", "format": "celsius"}


async def opened(window: Window) -> None:
    window.show_tab(TOOLS_TAB)
    await window.until_text("main.connection", "connected, ")


async def ask(window: Window, question: str = "What's the weather like today in Hamburg") -> None:
    window.type("tools.prompt", question)
    window.press("tools.prompt", Qt.Key.Key_Return)


async def ask_the_guides_question(window: Window) -> None:
    await opened(window)
    window.choose("tools.model", MODEL)
    await ask(window)


def is_pending(window: Window) -> bool:
    return window.find(QFrame, "tools.pending").isVisible()


async def pending(window: Window) -> dict[str, Any]:
    """Wait for a call; its arguments."""
    await window.until(lambda: is_pending(window), "a call that waits")
    arguments: dict[str, Any] = json.loads(window.text("tools.arguments"))
    return arguments


async def finished(window: Window) -> None:
    stop = window.find(QPushButton, "tools.stop")
    await window.until(lambda: not stop.isVisible(), "the end")


def offer(window: Window, *names: str) -> None:
    tools = window.find(QListWidget, "tools.list")
    for row in range(tools.count()):
        item = tools.item(row)
        checked = item.text() in names
        item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)


def calling(*calls: dict[str, Any], **more: Any) -> Reply:
    return chat_whole(None, tool_calls=list(calls), **more)
