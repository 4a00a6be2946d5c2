"""A person is asked in Chat before something goes to a model outside, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QWidget

from desktop_app.core.data_rule import DataRule
from desktop_app.core.profiles import Profile
from desktop_app.core.settings import Settings, save_settings
from tests.end_to_end.window import Window, connected, environ, paths_below, running_window
from tests.servers import ScriptedServer
from tests.servers.hub import MODELS
from tests.servers.replies import chat_stream, detail, models_list

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

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


async def told(window: Window, question: str, answer: str) -> None:
    """Ask, and wait for the end of the answer."""
    await ask(window, question)
    await ended(window, answer)


async def ended(window: Window, answer: str) -> None:
    await window.until_text("chat.transcript", answer)
    await window.until(window.find(QAbstractButton, "chat.stop").isHidden, "the end")


def is_shown(window: Window, name: str) -> bool:
    control = window.root.findChild(QWidget, name)
    return control is not None and control.isVisible()


async def turn_to(window: Window, profile: str) -> None:
    window.find(QComboBox, "main.profile").textActivated.emit(profile)
    await window.until_text("main.connection", profile)
    await connected(window)


@pytest.fixture
def second(tmp_path: Path) -> Iterator[ScriptedServer]:
    """Another server, whose profile is saved and which is never asked about by rule."""
    with ScriptedServer() as other:
        other.on("GET", "/v2/models", models_list(MODELS))  # without a key
        other.on("POST", CHAT, chat_stream(["Elsewhere."]))
        file = paths_below(tmp_path).settings_file
        save_settings(file, Settings(profiles=(Profile("Second", other.base_url),)))
        yield other


async def test_what_was_allowed_holds_after_a_restart(tmp_path: Path, hub: ScriptedServer) -> None:
    asks_before_external(tmp_path, hub)
    hub.on("POST", CHAT, chat_stream(["One."]), chat_stream(["Two."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.choose("chat.model", "gpt-4o")
        await ask(window, "May this go out?")
        window.click("chat.data_send")
        await ended(window, "One.")
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await window.until_text("chat.transcript", "One.")
        await told(window, "And this?", "Two.")
        assert len(hub.requests_to(CHAT)) == 2


async def test_a_conversation_of_another_server_is_asked_about_after_a_restart_too(
    tmp_path: Path, hub: ScriptedServer, second: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await told(window, "For the hub alone", "One.")
    async with running_window(tmp_path, environ(hub)) as window:
        await turn_to(window, "Second")
        await window.until_text("chat.transcript", "One.")
        await ask(window, "And now?")
        await window.until_text("chat.data_notice", "Send it to Second now?")
        assert "last sent to Environment" in window.text("chat.data_notice")
        assert window.text("chat.data_decline") == "Do not send"
        window.click("chat.data_decline")
        assert window.text("chat.prompt") == "And now?"
        assert not second.requests_to(CHAT)
        window.press("chat.prompt", Qt.Key.Key_Return)
        window.click("chat.data_send")
        await ended(window, "Elsewhere.")
        await ask(window, "Once more")
        await second.wait_for(lambda: len(second.requests_to(CHAT)) == 2)
        assert len(second.requests_to(CHAT)) == 2


async def test_a_new_conversation_at_another_server_is_not_asked_about(
    tmp_path: Path, hub: ScriptedServer, second: ScriptedServer
) -> None:
    hub.on("POST", CHAT, chat_stream(["One."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await told(window, "For the hub alone", "One.")
        await turn_to(window, "Second")
        window.click("chat.new")
        await told(window, "For the second", "Elsewhere.")
        assert len(second.requests_to(CHAT)) == 1


async def test_a_column_of_a_comparison_is_asked_about_before_it_tries_again_elsewhere(
    tmp_path: Path, hub: ScriptedServer, second: ScriptedServer
) -> None:
    hub.on("POST", CHAT, detail("Out of order", 500))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.type("chat.prompt", "Which is better?")
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        window.press("chat.prompt", Qt.Key.Key_Return, both)
        window.press("chat.compare_model_1", Qt.Key.Key_Return, both)
        await window.until(lambda: is_shown(window, "chat.answer_1.retry"), "the failure")
        await window.until(window.find(QAbstractButton, "chat.stop").isHidden, "the end")
        await turn_to(window, "Second")
        window.click("chat.answer_1.retry")
        await window.until_text("chat.data_notice", "Send it to Second now?")
        assert not second.requests_to(CHAT)
        window.click("chat.data_send")
        await window.until_text("chat.answer_1.transcript", "Elsewhere.")
