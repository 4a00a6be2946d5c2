"""The first minute: a person is shown three ways, and is held up by none of them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPlainTextEdit, QWidget

from desktop_app.core.profiles import LLM_HUB
from tests.end_to_end.window import Window, connected, environ, running_window
from tests.servers import HUB_KEY

if TYPE_CHECKING:
    from tests.servers import ScriptedServer


def card(window: Window) -> QWidget | None:
    found = window.root.findChild(QWidget, "welcome.card")
    return found if found is not None and found.isVisible() else None


def use_as_hub(window: Window, server: ScriptedServer) -> None:
    """Let the LLM Hub be a server of this test."""
    store = window.program._settings
    hub = LLM_HUB._replace(base_url=server.base_url)
    store.update(store.current._replace(profiles=(hub,)))


async def test_whoever_just_types_is_answered_on_this_computer(tmp_path: Path) -> None:
    async with running_window(tmp_path, {}) as window:
        assert card(window) is not None
        prompt = window.find(QPlainTextEdit, "chat.prompt")
        assert prompt.hasFocus()
        QTest.keyClicks(prompt, "Hello")
        assert card(window) is not None
        QTest.keyClick(prompt, Qt.Key.Key_Return)
        assert card(window) is None
        await window.until_text("chat.usage", "tokens")
        assert window.text("main.profile") == "Local"


async def test_escape_takes_it_away_for_good(tmp_path: Path) -> None:
    async with running_window(tmp_path, {}) as window:
        QTest.keyClick(window.find(QWidget, "chat.prompt"), Qt.Key.Key_Escape)
        assert card(window) is None
    async with running_window(tmp_path, {}) as window:
        assert card(window) is None
        again = window.root.findChild(QAction, "menu.welcome")
        assert again is not None
        again.trigger()
        assert card(window) is not None
        window.click("welcome.local")
        assert card(window) is None
        assert window.find(QPlainTextEdit, "chat.prompt").hasFocus()


async def test_it_is_not_shown_to_whom_the_environment_tells_the_server(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        assert card(window) is None


async def test_a_key_is_checked_before_the_hub_is_used(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, {}) as window:
        use_as_hub(window, hub)
        key = window.find(QLineEdit, "welcome.key")
        QTest.keyClick(key, Qt.Key.Key_Return)
        assert "key" in window.text("welcome.said")
        key.setText("wrong")
        QTest.keyClick(key, Qt.Key.Key_Return)
        await window.until(
            lambda: "does not accept the key" in window.text("welcome.said"), "a refusal"
        )
        assert window.text("main.profile") == "Local"
        key.setText(HUB_KEY)
        window.click("welcome.connect")
        await window.until(lambda: card(window) is None, "the card to go")
        assert window.text("main.profile") == LLM_HUB.name
        assert "keyring" in window.text("main.error")  # there is none here: it is said
        await connected(window)
    assert HUB_KEY not in window.paths.settings_file.read_text()


async def test_another_server_is_set_up_in_the_settings_and_then_used(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, {}) as window:
        menu = window.find(QMenu, "welcome.add_menu")
        entry = menu.findChild(QAction, "welcome.add_Ollama")
        assert entry is not None
        entry.trigger()
        await window.until(
            lambda: window.root.findChild(QWidget, "settings.url") is not None, "the settings"
        )
        assert window.find(QLineEdit, "settings.name").text() == "Ollama"
        for name, text in (("settings.url", hub.base_url), ("settings.key", HUB_KEY)):
            field = window.find(QLineEdit, name)
            field.selectAll()
            QTest.keyClicks(field, text)
        await window.until_text("settings.key_notice", "no keyring")
        window.click("settings.keys_in_session")
        window.click("settings.save")
        await window.until(lambda: card(window) is None, "the card to go")
        assert window.text("main.profile") == "Ollama"
        await connected(window)
