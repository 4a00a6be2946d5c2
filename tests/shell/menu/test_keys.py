"""Every action has keys, they are told, and no two that are active together are the same."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QTabWidget, QWidget

from desktop_app.shell.menu.commands import commands_of
from desktop_app.ui.button_keys import native
from tests.end_to_end.window import Window, connected, environ, running_window

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

WITHOUT_KEYS = {  # and why
    "chat.compare_remove_1": "one of a row of equal buttons; Tab and Space",
    "chat.compare_remove_2": "one of a row of equal buttons; Tab and Space",
    "chat.compare_remove_3": "one of a row of equal buttons; Tab and Space",
    "chat.compare_remove_4": "one of a row of equal buttons; Tab and Space",
    "chat.preset_replace": "answers a question that has the keyboard",
    "chat.preset_keep": "answers a question that has the keyboard",
}
CHOICES = ("menu.theme_", "menu.export")  # of a short list; the keys are those of the tab


async def all_tabs(window: Window) -> list[QWidget]:
    """The pages of all tabs, made."""
    await connected(window)
    tabs = window.find(QTabWidget, "main.tabs")
    for index in range(tabs.count()):
        window.show_tab(index)
    pages = [tabs.widget(index) for index in range(tabs.count())]
    assert None not in pages
    return [page for page in pages if page is not None]


def heard(page: QWidget) -> Counter[str]:
    """The keys that are listened to on a page, wherever the keyboard is on it."""
    keys: Counter[str] = Counter()
    for button in page.findChildren(QAbstractButton):
        assert button.shortcut().isEmpty(), "it would be pressed a tenth of a second later"
    for shortcut in page.findChildren(QShortcut):
        owner = shortcut.parent()
        name = owner.objectName().partition(".")[2] if owner is not None else ""
        is_everywhere = shortcut.context() is Qt.ShortcutContext.WindowShortcut
        if is_everywhere and shortcut.isEnabled() and name != "retry_now":
            keys.update(map(native, shortcut.keys()))
    return keys


async def test_every_action_has_keys_and_says_them(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        corner = window.find(QWidget, "main.menu").parentWidget()
        assert corner is not None
        commands = {
            command.name: command
            for page in (corner, *await all_tabs(window))
            for command in commands_of(page, hidden=True)
            if command.name
        }
        assert len(commands) > 100
        missing = {name for name, command in commands.items() if not command.keys}
        assert missing == set(WITHOUT_KEYS)
        for action in window.program._window.menu.actions:
            assert action.shortcuts() or action.objectName().startswith(CHOICES), action.text()
        for name in commands.keys() - missing:
            tip = window.find(QAbstractButton, name).toolTip()
            assert commands[name].keys in tip, f"{name} does not say its keys: {tip!r}"


async def test_no_two_keys_collide(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        pages = await all_tabs(window)
        corner = window.find(QWidget, "main.menu").parentWidget()
        banner = window.find(QWidget, "main.retry").parentWidget()
        assert corner is not None
        assert banner is not None
        everywhere = heard(corner) + heard(banner)
        for action in window.program._window.menu.actions:
            everywhere.update(map(native, action.shortcuts()))
        for page in pages:
            keys = everywhere + heard(page)
            twice = {key for key, count in keys.items() if count > 1 and key != "Esc"}
            assert not twice


async def test_keys_press_a_button_whose_label_has_changed(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await all_tabs(window)
        window.show_tab(5)
        button = window.find(QAbstractButton, "tools.example")
        button.setText("Another example")
        QTest.keyClick(button, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
        await window.until(lambda: bool(window.text("tools.prompt")), "the example")


async def test_a_tool_tip_that_changes_keeps_the_keys(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await all_tabs(window)
        button = window.find(QAbstractButton, "audio.run")
        button.setToolTip("Translate the sound")
        keys = native(QKeySequence("Ctrl+Return"))
        assert button.toolTip() == f"Translate the sound ({keys})"
