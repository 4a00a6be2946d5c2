"""Changes of the tools are in force at once and reach the disk, the last one at the end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from desktop_app.core.errors import FileUnwritable
from desktop_app.tabs.tools.toolbox import Toolbox
from desktop_app.tooling.tool_file import ToolSet, load_tools, save_tools

pytestmark = pytest.mark.usefixtures("qapp")


async def test_the_last_of_many_changes_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "config" / "tools.json"
    owner = QObject()
    toolbox = Toolbox(path, owner)
    for number in range(20):
        toolbox.update(toolbox.tools.with_offered("calculator", number % 2 == 1))
    await toolbox.close()
    assert load_tools(path).tools == toolbox.tools
    assert "calculator" in toolbox.tools.offered


async def test_what_was_kept_is_there_from_the_first_moment(tmp_path: Path) -> None:
    path = tmp_path / "tools.json"
    kept = replace(ToolSet(), always=frozenset({"current_time"}))
    save_tools(path, kept)
    owner = QObject()
    assert Toolbox(path, owner).tools == kept


async def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    owner = QObject()
    toolbox = Toolbox(tmp_path / "file" / "tools.json", owner)
    said: list[object] = []
    toolbox.failed.connect(said.append)
    toolbox.update(toolbox.tools.with_offered("calculator", True))
    await toolbox.close()
    assert isinstance(said[0], FileUnwritable)
    assert "calculator" in toolbox.tools.offered
