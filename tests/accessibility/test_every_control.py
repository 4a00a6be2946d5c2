"""Every control of every tab and dialog can be named, found and reached by the keyboard."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QPlainTextEdit,
    QTabBar,
    QTabWidget,
    QToolButton,
    QWidget,
)

from desktop_app.shell.tray.close_question import CloseQuestion
from desktop_app.tabs.chat.sidebar.tags_dialog import TagsDialog
from tests.accessibility.walking import (
    called,
    reached_by_tab,
    says_enough,
    spoken_name,
    stops_of,
)
from tests.end_to_end.window import Window, connected, environ, running_window

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def assert_usable(root: QWidget, start: QWidget) -> None:
    """Everything in the window `root` has a name, says what it is, and Tab leads to it."""
    stops = stops_of(root)
    assert stops
    reached = reached_by_tab(start)
    for missing, named in (
        ("accessible name", [stop for stop in stops if not spoken_name(stop)]),
        ("object name", [stop for stop in stops if "." not in stop.objectName()]),
        ("tool tip", [stop for stop in stops if not says_enough(stop)]),
        ("way by Tab", [stop for stop in stops if stop not in reached]),
    ):
        assert not named, f"without {missing}: {sorted(map(called, named))}"


def windows_in_sight() -> set[QWidget]:
    """All windows that are shown; a tool tip is none."""
    return {
        each
        for each in QApplication.topLevelWidgets()
        if each.isVisible() and each.windowType() is not Qt.WindowType.ToolTip
    }


def trigger(window: Window, name: str) -> None:
    """Choose an entry of the menu."""
    action = window.root.findChild(QAction, f"menu.{name}")
    assert action is not None
    action.trigger()


async def opened(window: Window, open_it: Callable[[], object]) -> QWidget:
    """The dialog that `open_it` opens, when it has the keyboard."""
    before = windows_in_sight()
    open_it()
    await window.until(lambda: bool(windows_in_sight() - before), "a dialog")
    (found,) = windows_in_sight() - before
    found.activateWindow()
    await window.until(found.isActiveWindow, "the dialog in front")
    return found


async def closed(window: Window, found: QWidget) -> None:
    found.close()
    await window.until(lambda: found not in windows_in_sight(), "the dialog to close")
    window.root.activateWindow()
    await window.until(window.root.isActiveWindow, "the window in front")


def ask_for_tags(window: QWidget) -> None:
    TagsDialog("A chat", ["work"], ["work", "ideas"], window).open()


def ask_what_closing_means(window: QWidget) -> None:
    CloseQuestion(window).open()


async def test_in_every_tab(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        tabs = window.find(QTabWidget, "main.tabs")
        for index in range(tabs.count()):
            window.show_tab(index)
            await asyncio.sleep(0)
            assert_usable(window.root, tabs.findChild(QTabBar) or tabs)


async def test_in_what_opens_within_chat(tmp_path: Path) -> None:
    async with running_window(tmp_path, {}) as window:
        bar = window.find(QTabWidget, "main.tabs").findChild(QTabBar)
        assert bar is not None
        assert_usable(window.root, bar)  # with the card of the first run
        prompt = window.find(QPlainTextEdit, "chat.prompt")
        prompt.setFocus()
        QTest.keyClick(prompt, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        assert window.find(QWidget, "chat.find").isVisible()
        window.click("chat.compare")
        window.click("chat.more")
        assert_usable(window.root, bar)


async def test_in_the_settings(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        found = await opened(window, lambda: trigger(window, "settings"))
        pages = window.find(QTabWidget, "settings.pages")
        for index in range(pages.count()):
            pages.setCurrentIndex(index)
            await asyncio.sleep(0)
            assert_usable(found, pages.findChild(QTabBar) or pages)
        await closed(window, found)


@pytest.mark.parametrize("entry", ["ledger", "shortcuts", "about", "diagnostics", "error_report"])
async def test_in_what_the_menu_opens(tmp_path: Path, hub: ScriptedServer, entry: str) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        found = await opened(window, lambda: trigger(window, entry))
        assert_usable(found, stops_of(found)[0])
        await closed(window, found)


async def test_in_the_editor_of_tools(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.show_tab(5)
        found = await opened(window, lambda: window.click("tools.edit"))
        assert_usable(found, stops_of(found)[0])
        await closed(window, found)


async def test_in_the_palette(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        trigger(window, "commands")
        palette = window.find(QWidget, "main.palette")
        assert all(map(spoken_name, stops_of(palette)))


async def test_in_the_results_of_a_connection_test(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        found = await opened(window, lambda: trigger(window, "settings"))
        window.click("settings.test_connection")
        copy = window.find(QWidget, "settings.test_copy")
        await window.until(copy.isVisible, "the end of the test")
        for unfold in found.findChildren(QToolButton):
            if unfold.objectName().startswith("settings.test_unfold_") and unfold.isVisible():
                unfold.click()
        pages = window.find(QTabWidget, "settings.pages")
        assert_usable(found, pages.findChild(QTabBar) or pages)
        await closed(window, found)


@pytest.mark.parametrize("ask", [ask_for_tags, ask_what_closing_means])
async def test_in_a_question(
    tmp_path: Path, hub: ScriptedServer, ask: Callable[[QWidget], None]
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        found = await opened(window, lambda: ask(window.root))
        assert_usable(found, stops_of(found)[0])
        await closed(window, found)
