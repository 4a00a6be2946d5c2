"""A person copies the request of a tab as code, and the code does what the tab does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from desktop_app.service.snippets import Language
from tests.end_to_end.audio import verse
from tests.end_to_end.models_tab import MODELS_TAB
from tests.end_to_end.sending import TABS, Sending
from tests.end_to_end.window import Window, connected, environ, running_window
from tests.servers import HUB_KEY
from tests.servers.replies import models_list
from tests.service.snippets.running import run_code

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

__all__ = ["verse"]


async def look_at_models(window: Window, _folder: Path) -> None:
    window.show_tab(MODELS_TAB)


CASES = {**TABS, "models": Sending(look_at_models, "models.refresh", "/v2/models")}


async def copy_as(window: Window, tab: str, language: Language) -> str:
    """Choose an entry of the button's menu; the code on the clipboard."""
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    entry = window.root.findChild(QAction, f"{tab}.copy_as_{language}")
    assert entry is not None
    entry.trigger()
    await window.until(lambda: bool(clipboard.text()), "the code")
    assert window.text(f"{tab}.copy_as") == "Copied"
    assert HUB_KEY not in clipboard.text()
    return clipboard.text()


@pytest.mark.parametrize("tab", CASES)
async def test_the_copied_code_sends_what_the_tab_sends(
    tmp_path: Path, hub: ScriptedServer, verse: Path, tab: str
) -> None:
    case = CASES[tab]
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await case.prepare(window, verse.parent if tab == "audio" else tmp_path)
        if tab == "audio":  # the base that takes recordings is learned from the first one
            window.click(case.send)
            await window.until_text("audio.transcript", "Dickmadam")
        copied = {language: await copy_as(window, tab, language) for language in Language}
        before = len(hub.requests_to(case.path))
        window.click(case.send)
        await window.until(
            lambda: len(hub.requests_to(case.path)) > before, "the tab's own request"
        )
        own = hub.last(case.path)
        await window.until(own.answered.is_set, "its answer")
        for language, code in copied.items():
            await run_code(language, code, tmp_path)
            ran = hub.last(case.path)
            assert ran is not own
            assert (ran.json, ran.fields, ran.key) == (own.json, own.fields, HUB_KEY)


async def test_what_is_written_is_copied_after_the_conversation_so_far(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.type("chat.prompt", "First question")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.usage", "tokens")
        last = await copy_as(window, "chat", Language.CURL)
        window.type("chat.prompt", "Second question")
        following = await copy_as(window, "chat", Language.CURL)
    assert "First question" in last
    assert "assistant" not in last
    assert following.index("First") < following.index('"assistant"') < following.index("Second")


async def test_with_nothing_written_nothing_is_copied_and_that_is_said(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        QGuiApplication.clipboard().setText("Kept")
        entry = window.root.findChild(QAction, "chat.copy_as_python")
        assert entry is not None
        entry.trigger()
        await window.until_text("chat.copy_as", "Nothing to copy yet")
        await window.until(
            lambda: window.text("chat.copy_as") == "Copy as code", "the button's name"
        )
    assert QGuiApplication.clipboard().text() == "Kept"


async def test_without_a_model_that_is_what_is_said(tmp_path: Path, hub: ScriptedServer) -> None:
    hub.on("GET", "/v2/models", models_list({}))
    async with running_window(tmp_path, environ(hub)) as window:
        await window.until_text("main.error", "lists no models")
        window.type("chat.prompt", "Who are you?")
        entry = window.root.findChild(QAction, "chat.copy_as_python")
        assert entry is not None
        entry.trigger()
        await window.until_text("chat.error", "Choose a model")


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # popups offscreen
async def test_the_menu_opens_by_keyboard_and_the_loop_goes_on(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.find(QPlainTextEdit, "chat.prompt").setPlainText("Hello")
        window.press("chat.copy_as", Qt.Key.Key_Space)
        menu = window.find(QMenu, "chat.copy_as_menu")
        await window.until(menu.isVisible, "the menu")
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
        await window.until_text("chat.copy_as", "Copied")
        assert window.find(QWidget, "chat.copy_as").accessibleName()
        assert "import OpenAI" in QGuiApplication.clipboard().text()
