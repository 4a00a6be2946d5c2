"""A person defines tools, and nothing of them is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QListWidget, QWidget

from tests.end_to_end.tools_tab import CHAT, ask, opened, pending
from tests.end_to_end.window import Window, environ, paths_below, running_window

if TYPE_CHECKING:
    from tests.servers import ScriptedServer


def field_text(window: Window, name: str, text: str) -> None:
    window.find(QLineEdit, name).setText(text)


async def closed(window: Window) -> None:
    schema = window.find(QWidget, "tools.schema")
    await window.until(lambda: not schema.isVisible(), "the end of the dialog")


async def test_a_person_defines_a_tool_that_is_offered_and_kept(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    schema = {"type": "object", "properties": {"item": {"type": "string"}}, "required": ["item"]}
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        window.click("tools.add")
        field_text(window, "tools.name", "find item")
        await window.until_text("tools.schema_check", "no spaces")
        field_text(window, "tools.name", "find_item")
        field_text(window, "tools.description", "Find an item in the shop")
        window.type("tools.schema", '{\n "type": "object",\n}')
        await window.until_text("tools.schema_check", "Line 3, column 1: not valid JSON")
        window.click("tools.save")
        await window.until_text("tools.schema_check", "not valid JSON")
        assert window.find(QWidget, "tools.schema").isVisible()
        window.type("tools.schema", json.dumps(schema))
        await window.until_text("tools.schema_check", "valid schema")
        window.click("tools.save")
        await closed(window)
        await ask(window)
        await pending(window)
    names = [tool["function"]["name"] for tool in hub.last(CHAT).json["tools"]]
    assert names == ["get_current_weather", "find_item"]
    assert hub.last(CHAT).json["tools"][1]["function"]["parameters"] == schema
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        tools = window.find(QListWidget, "tools.list")
        await window.until(lambda: tools.count() == 4, "the tools of the last time")


async def test_what_is_removed_comes_back_by_cancel_and_by_the_guides_example(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        tools = window.find(QListWidget, "tools.list")
        window.click("tools.edit")
        window.click("tools.remove_tool")
        window.click("tools.cancel")
        await closed(window)
        assert tools.count() == 3
        window.click("tools.edit")
        window.click("tools.remove_tool")
        window.click("tools.save")
        await closed(window)
        assert tools.count() == 2
        window.click("tools.example")
        assert tools.item(0).text() == "get_current_weather"
        assert window.text("tools.prompt") == "What's the weather like today in Hamburg"


async def test_a_broken_file_of_tools_is_kept_and_said_so(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    file = paths_below(tmp_path).tools_file
    file.parent.mkdir(parents=True)
    file.write_text('{"tools": [', encoding="utf-8")
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        await window.until_text("tools.error", "tools.json.broken-1")
    assert file.with_name("tools.json.broken-1").read_text(encoding="utf-8") == '{"tools": ['
