"""A person finds a command by typing, and goes on where they were."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTabWidget, QTreeWidget, QWidget

from tests.end_to_end.window import Window, connected, environ, running_window

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

_OPEN = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def lines(window: Window) -> list[str]:
    tree = window.find(QTreeWidget, "main.palette_list")
    rows = map(tree.topLevelItem, range(tree.topLevelItemCount()))
    return [" ".join((row.text(0), row.text(1))).strip() for row in rows if row is not None]


async def opened(window: Window) -> QLineEdit:
    await connected(window)
    QTest.keyClick(window.root, Qt.Key.Key_P, _OPEN)
    field = window.find(QLineEdit, "main.palette_search")
    await window.until(field.hasFocus, "the palette")
    return field


async def test_what_is_typed_is_found_and_run_by_enter(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        field = await opened(window)
        assert "Chat: Attach pictures and text files Ctrl+Shift+A" in lines(window)
        assert "View: Tools Ctrl+6" in lines(window)
        QTest.keyClicks(field, "tools")
        assert lines(window)[0] == "View: Tools Ctrl+6"
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert window.find(QTabWidget, "main.tabs").currentIndex() == 5
        assert not window.find(QWidget, "main.palette").isVisible()


async def test_the_arrows_choose_another_one(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        field = await opened(window)
        QTest.keyClicks(field, "theme")
        assert lines(window)[:3] == ["Theme: As the system", "Theme: Light", "Theme: Dark"]
        QTest.keyClick(field, Qt.Key.Key_Down)
        QTest.keyClick(field, Qt.Key.Key_Down)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert '"theme": "dark"' in window.paths.settings_file.read_text()


async def test_escape_goes_back_to_where_the_keyboard_was(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        prompt = window.find(QPlainTextEdit, "chat.prompt")
        prompt.setFocus()
        field = await opened(window)
        QTest.keyClicks(field, "no such command")
        assert lines(window) == []
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.isVisible()
        QTest.keyClick(field, Qt.Key.Key_Escape)
        assert prompt.hasFocus()
        assert not field.isVisible()


async def test_only_what_can_be_done_now_is_listed(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        assert not any(line.startswith("Chat: Send") for line in lines(window))
        window.type("chat.prompt", "Hello")
        await opened(window)
        assert any(line.startswith("Chat: Send") for line in lines(window))


async def test_it_closes_when_a_person_goes_on_elsewhere(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        field = await opened(window)
        window.find(QPlainTextEdit, "chat.prompt").setFocus()
        assert not field.isVisible()
