"""Scenes of the Chat tab's panel for screenshots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from tests.tabs.chat.panel.controls import find

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer


async def chat_more(window: Window, _hub: ScriptedServer) -> None:
    """All parameters, each of them set."""
    await window.until_text("main.connection", "connected, ")
    window.type("chat.system_prompt", "You are a helpful assistant named Llama-3.")
    window.type("chat.stop_strings", r"\n\n, ###")
    window.type("chat.extra", '{\n  "top_k": 40\n}')
    _unfold(window)


async def chat_json_slip(window: Window, _hub: ScriptedServer) -> None:
    """JSON with a slip."""
    await window.until_text("main.connection", "connected, ")
    _unfold(window)
    window.find(QPlainTextEdit, "chat.extra").setFocus()
    window.type("chat.extra", '{\n  "top_k" 40\n}')
    await window.until_text("chat.extra_error", "JSON")


async def chat_preset_name(window: Window, _hub: ScriptedServer) -> None:
    """A preset is being named."""
    await window.until_text("main.connection", "connected, ")
    find(window.root, QAction, "chat.preset_save_as").trigger()


def _unfold(window: Window) -> None:
    window.find(QPushButton, "chat.more").setChecked(True)


SCENES = (chat_more, chat_json_slip, chat_preset_name)
