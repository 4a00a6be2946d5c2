"""The menu of the window: what it offers, its keys, and what others add to it."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListView, QMenu, QTabWidget, QWidget

from desktop_app.core.settings import Theme
from tests.end_to_end.window import Window, connected, environ, running_window

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def opened(window: Window) -> list[str]:
    """The lines of the menu as the button in the corner shows it."""
    window.click("main.menu")
    menu = window.find(QMenu, "main.menu_root")
    assert menu.isVisible()
    menu.hide()
    return shown(menu)


def shown(menu: QMenu) -> list[str]:
    """Its lines; what follows the tab character are keys."""
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def trigger(window: Window, name: str) -> None:
    """Choose an entry."""
    action = window.root.findChild(QAction, f"menu.{name}")
    assert action is not None, name
    action.trigger()


async def test_the_menu_opens_by_a_key_and_lists_what_the_program_can_do(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        QTest.keyClick(window.root, Qt.Key.Key_F10)
        menu = window.find(QMenu, "main.menu_root")
        await window.until(menu.isVisible, "the menu")
        menu.hide()
        lines = shown(menu)
        assert {"New chat", "Open file…", "Settings", "Ledger of calls", "Quit"} <= set(lines)
        assert {"View", "Chat", "Help"} <= set(lines)


async def test_the_menu_of_a_tab_presses_the_tabs_own_buttons(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.show_tab(6)
        opened(window)
        models = window.find(QMenu, "main.menu_tab")
        models.aboutToShow.emit()
        assert models.title() == "Models"
        refresh = next(each for each in models.actions() if each.text().endswith("\tF5"))
        asked = len(hub.requests_to("/v2/models"))
        refresh.trigger()
        await window.until(
            lambda: len(hub.requests_to("/v2/models")) > asked, "the models to be asked for again"
        )


async def test_tabs_and_themes_are_chosen_in_the_menu(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        trigger(window, "tab_tools")
        assert window.find(QTabWidget, "main.tabs").currentIndex() == 5
        QTest.keyClick(window.root, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
        assert window.find(QTabWidget, "main.tabs").currentIndex() == 1
        trigger(window, "theme_dark")
        window.find(QMenu, "main.menu_theme").aboutToShow.emit()
        dark = window.root.findChild(QAction, "menu.theme_dark")
        assert dark is not None
        assert dark.isChecked()
    assert f'"theme": "{Theme.DARK.value}"' in window.paths.settings_file.read_text()


async def test_a_new_chat_begins_from_any_tab(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.type("chat.prompt", "Hello")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.usage", "tokens")
        window.show_tab(2)
        trigger(window, "new_chat")
        assert window.find(QTabWidget, "main.tabs").currentIndex() == 0
        await window.until(lambda: "Hello" not in window.text("chat.transcript"), "an empty chat")
        assert window.find(QListView, "chat.conversations").model().rowCount()


async def test_export_is_offered_where_the_tab_can(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        window.show_tab(6)
        export = window.root.findChild(QAction, "menu.export")
        assert export is not None
        opened(window)
        assert not export.isEnabled()
        window.show_tab(0)
        opened(window)
        assert export.isEnabled()


async def test_quit_ends_the_program(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        QTest.keyClick(window.root, Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
        await asyncio.wait_for(window.program.closed.wait(), 30)


@pytest.mark.parametrize("shortcut", ["", "Ctrl+Alt+Shift+X"])
async def test_others_add_what_they_can_do(
    tmp_path: Path, hub: ScriptedServer, shortcut: str
) -> None:
    done: list[str] = []
    async with running_window(tmp_path, environ(hub)) as window:
        menu = window.program._window.menu
        action = menu.add(
            "test", "Do it", lambda: done.append("it"), where=menu.help, shortcut=shortcut
        )
        assert action in menu.actions
        action.trigger()
        if shortcut:
            keys = Qt.KeyboardModifier
            QTest.keyClick(
                window.root,
                Qt.Key.Key_X,
                keys.ControlModifier | keys.AltModifier | keys.ShiftModifier,
            )
        assert done == ["it"] * (2 if shortcut else 1)


async def test_the_text_grows_shrinks_and_is_remembered(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        prompt = window.find(QWidget, "chat.prompt")
        usual = prompt.fontInfo().pointSizeF()
        QTest.keyClick(prompt, Qt.Key.Key_Plus, control)
        QTest.keyClick(prompt, Qt.Key.Key_Plus, control)
        assert prompt.fontInfo().pointSizeF() > usual * 1.2
    assert '"text_size": 125' in window.paths.settings_file.read_text()
    async with running_window(tmp_path, environ(hub)) as window:
        prompt = window.find(QWidget, "chat.prompt")
        assert prompt.fontInfo().pointSizeF() > usual * 1.2
        QTest.keyClick(prompt, Qt.Key.Key_Minus, control)
        assert usual < prompt.fontInfo().pointSizeF() < usual * 1.2
        QTest.keyClick(prompt, Qt.Key.Key_0, control)
        assert prompt.fontInfo().pointSizeF() == usual
