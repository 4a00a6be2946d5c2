"""A person is asked in Chat before something goes to a model outside, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton

from desktop_app.core.data_rule import DataRule
from desktop_app.core.settings import Settings, save_settings
from tests.end_to_end.window import Window, connected, environ, paths_below, running_window
from tests.servers.replies import chat_stream

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers import ScriptedServer

CHAT = "/v2/chat/completions"


def asks_before_external(folder: Path, hub: ScriptedServer) -> None:
    rules = {hub.base_url: DataRule.EXTERNAL_OR_UNKNOWN.value}
    save_settings(paths_below(folder).settings_file, Settings(data_rules=rules))


async def ask(window: Window, question: str) -> None:
    window.type("chat.prompt", question)
    window.press("chat.prompt", Qt.Key.Key_Return)


async def test_a_model_outside_is_asked_about_once_a_conversation(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    asks_before_external(tmp_path, hub)
    hub.on("POST", CHAT, chat_stream(["One."]), chat_stream(["Two."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.choose("chat.model", "gpt-4o")
        await ask(window, "May this go out?")
        assert not hub.requests_to(CHAT)
        assert window.text("chat.prompt") == "May this go out?"
        window.click("chat.data_send")
        await window.until_text("chat.transcript", "One.")
        await window.until_text("chat.usage", "tokens")
        await window.until(window.find(QAbstractButton, "chat.stop").isHidden, "the end")
        await ask(window, "And this?")
        await window.until_text("chat.transcript", "Two.")


async def test_who_declines_keeps_the_question_and_sends_nothing(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    asks_before_external(tmp_path, hub)
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.choose("chat.model", "gpt-4o")
        await ask(window, "A secret")
        window.click("chat.data_decline")
        assert window.text("chat.prompt") == "A secret"
        assert not hub.requests_to(CHAT)
