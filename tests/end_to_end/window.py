"""The real window, built as the program builds it, driven by the names of its controls."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)

from desktop_app.command_line import Arguments
from desktop_app.core.paths import Paths
from desktop_app.first_paint import prepare
from desktop_app.program import Program
from tests.servers import HUB_KEY, ScriptedServer

PATIENCE = 30.0  # seconds; a slow machine is no failure
W = TypeVar("W", bound=QWidget)


class Window:
    """What a person does with the window, by the names of its controls."""

    def __init__(self, root: QWidget, paths: Paths, program: Program) -> None:
        self.root = root
        self.paths = paths
        self.program = program

    def find(self, kind: type[W], name: str) -> W:
        """The control of that name."""
        control = self.root.findChild(kind, name)
        assert control is not None, f"there is no {name}"
        return control

    def type(self, name: str, text: str) -> None:
        """Write into a text field, replacing what stands there."""
        field = self.find(QPlainTextEdit, name)
        field.selectAll()
        field.insertPlainText(text)

    def press(
        self,
        name: str,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key in a control."""
        control = self.find(QWidget, name)
        control.setFocus()
        QTest.keyClick(control, key, modifiers)

    def click(self, name: str) -> None:
        """Click a button, which must be enabled."""
        button = self.find(QAbstractButton, name)
        assert button.isEnabled(), f"{name} is disabled"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def choose(self, name: str, text: str) -> None:
        """Choose or type a value in a combo box."""
        box = self.find(QComboBox, name)
        box.setCurrentText(text)

    def text(self, name: str) -> str:
        """What a control says."""
        control = self.find(QWidget, name)
        if isinstance(control, (QLabel, QAbstractButton)):
            return control.text()
        if isinstance(control, (QPlainTextEdit, QTextEdit)):
            return control.toPlainText()
        if isinstance(control, QComboBox):
            return control.currentText()
        raise AssertionError(f"{name} has no text")

    def show_tab(self, index: int) -> None:
        """Bring a tab to the front."""
        self.find(QTabWidget, "main.tabs").setCurrentIndex(index)

    async def open_settings(self) -> QDialog:
        """Open the settings; they are made in pieces, and shown when all is there."""
        self.click("main.settings")
        await self.until(lambda: bool(self._settings()), "the settings")
        return self._settings()[0]

    def _settings(self) -> list[QDialog]:
        dialogs = self.root.findChildren(QDialog)
        return [
            each
            for each in dialogs
            if each.isVisible() and each.findChild(QWidget, "settings.pages")
        ]

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until a condition holds."""
        await until(condition, what)

    async def until_text(self, name: str, part: str) -> None:
        """Wait until a control says `part`."""
        await until(lambda: part in self.text(name), f"{part!r} in {name}")


async def until(condition: Callable[[], bool], what: str) -> None:
    """Wait until a condition holds; fails with `what` when it never does."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        await asyncio.sleep(0.01)


def environ(server: ScriptedServer, key: str = HUB_KEY) -> dict[str, str]:
    """The variables that make `server` the profile Environment."""
    return {"API_BASE": server.base_url, "API_KEY": key}


async def connected(window: Window) -> None:
    """Wait until the models of the profile are known."""
    await window.until_text("main.connection", "connected, ")


def paths_below(folder: Path) -> Paths:
    """Folders of a person of their own."""
    return Paths(folder / "config", folder / "data", folder / "state", folder / "cache")


@asynccontextmanager
async def running_window(
    folder: Path,
    environ: Mapping[str, str],
    arguments: Arguments = Arguments(),  # noqa: B008
) -> AsyncIterator[Window]:
    """The program's window, shown and connected, and ended in order afterwards."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    start = prepare(app, paths_below(folder))
    start.window.open()
    start.window.activateWindow()
    await until(start.window.isActiveWindow, "the window to be in front")
    program = Program(start, arguments, environ)
    program.start()
    try:
        yield Window(start.window, start.paths, program)
    finally:
        await program.close()
        start.window.deleteLater()
