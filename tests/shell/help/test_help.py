"""A person looks up keys and versions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QTreeWidget, QTreeWidgetItem

from desktop_app import __version__
from desktop_app.shell.help.about import installed_parts
from tests.end_to_end.window import Window, connected, environ, running_window

if TYPE_CHECKING:
    from tests.servers import ScriptedServer


def headings(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    rows = map(tree.topLevelItem, range(tree.topLevelItemCount()))
    return [row for row in rows if row is not None]


def lines(tree: QTreeWidget) -> list[tuple[str, str, str]]:
    """Place, action and keys of every line that is shown."""
    return [
        (heading.text(0), line.text(0), line.text(1))
        for heading in headings(tree)
        for line in filter(None, map(heading.child, range(heading.childCount())))
        if not line.isHidden() and not heading.isHidden()
    ]


async def listed(window: Window) -> QTreeWidget:
    await connected(window)
    QTest.keyClick(window.root, Qt.Key.Key_F1)
    tree = window.find(QTreeWidget, "shortcuts.list")
    await window.until(lambda: tree.topLevelItemCount() == 8, "the keys of all tabs")
    return tree


async def test_f1_lists_the_keys_of_the_window_and_of_all_tabs(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        window.show_tab(6)
        tree = await listed(window)
        places = [heading.text(0) for heading in headings(tree)]
        assert places[:2] == ["Everywhere", "Models"]
        found = lines(tree)
        for line in (
            ("Everywhere", "Quit", "Ctrl+Q"),
            ("Everywhere", "Keyboard shortcuts", "F1, Ctrl+?"),
            ("Models", "Refresh", "F5"),
            ("Chat", "Send", "Enter"),
            ("Chat", "Stop", "Esc"),
            ("Audio", "Transcribe", "Ctrl+Enter"),
            ("Tools", "Approve", "Ctrl+Enter"),
        ):
            assert line in found


async def test_the_list_is_searched_by_words_and_keys(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        tree = await listed(window)
        window.find(QLineEdit, "shortcuts.search").setText("ctrl+q")
        assert lines(tree) == [("Everywhere", "Quit", "Ctrl+Q")]


async def test_about_says_the_version_and_the_licences_of_all_parts(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        QTest.keyClick(window.root, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        assert __version__ in window.find(QLabel, "about.version").text()
        parts = window.find(QTreeWidget, "about.parts")
        await window.until(lambda: parts.topLevelItemCount() > 0, "the parts")
        names = [row.text(0) for row in headings(parts)]
        assert {"openai", "qasync", "numpy"} <= set(names)


def test_nearly_every_part_states_its_licence() -> None:
    parts = installed_parts()
    without = [part.name for part in parts if not part.licence]
    assert len(without) < len(parts) / 10, without
