"""A person works with the Chat tab by the keyboard alone."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from tests.end_to_end.test_chat_kept import ask
from tests.end_to_end.window import Window, connected, environ, running_window
from tests.servers.replies import chat_stream

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

_ROUND = 60  # more than there are stops


def tabbed_from(window: Window, name: str) -> list[str]:
    """The controls that Tab leads to, until it is back."""
    window.find(QWidget, name).setFocus()
    stops: list[str] = []
    for _ in range(_ROUND):
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        assert focused is not None
        if focused.objectName() == name:
            return stops
        stops.append(focused.objectName())
    raise AssertionError(f"Tab never comes back to {name}: {stops}")


async def test_tab_leads_to_everything_and_back(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("POST", "/v2/chat/completions", chat_stream(["One."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "First", "One.")
        window.type("chat.prompt", "Second")
        stops = tabbed_from(window, "chat.prompt")
        for name in (
            "chat.new",
            "chat.search",
            "chat.conversations",
            "chat.bin",
            "chat.export",
            "chat.regenerate",
            "chat.transcript",
            "chat.model",
            "main.profile",
        ):
            assert name in stops, f"{name} cannot be reached"
        assert stops[:4] == ["chat.attach", "chat.compare", "chat.dictate", "chat.send"]


async def test_whoever_comes_from_another_tab_can_write_at_once(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.show_tab(1)
        window.show_tab(0)
        await window.until(window.find(QWidget, "chat.prompt").hasFocus, "the prompt")


async def test_what_is_typed_right_after_ctrl_n_is_in_the_new_chat(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("POST", "/v2/chat/completions", chat_stream(["One."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "First", "One.")
        window.type("chat.prompt", "For later")
        prompt = window.find(QPlainTextEdit, "chat.prompt")
        QTest.keyClick(prompt, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(prompt, "Now")  # before anything else happens
        QTest.keyClick(prompt, Qt.Key.Key_Return)
        await window.until_text("chat.transcript", "One.")
    assert hub.last("/v2/chat/completions").json["messages"][-1]["content"] == "Now"
