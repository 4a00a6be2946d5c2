"""The tools of the tab: those in force, and their file."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.errors import FileUnwritable
from desktop_app.tooling.tool_file import load_tools, save_tools

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.tooling.tool_file import ToolSet


class Toolbox(QObject):
    """Holds the tools; a change is in force at once and its file follows in the background.

    The file is read at once, as the settings are: it is small, and no change may come before it.
    """

    changed = Signal()
    failed = Signal(object)  # the HubError because of which the file could not be written

    def __init__(self, path: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._path = path
        self._tools, self.moved_aside = load_tools(path)
        self._written = self._tools
        self._task: asyncio.Task[None] | None = None

    @property
    def tools(self) -> ToolSet:
        """The tools in force."""
        return self._tools

    def update(self, tools: ToolSet) -> None:
        """Use these tools from now on."""
        if tools == self._tools:
            return
        self._tools = tools
        self.changed.emit()
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._save())

    async def close(self) -> None:
        """Wait until the file holds what is in force."""
        if self._task is not None:
            await asyncio.wait([self._task])

    async def _save(self) -> None:
        while self._written != self._tools:
            tools = self._tools
            try:
                await asyncio.to_thread(save_tools, self._path, tools)
            except OSError as error:
                self.failed.emit(FileUnwritable(self._path.name, error.strerror or ""))
            self._written = tools
