"""A person's tools survive the end of the program, and a broken file is kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.tooling.definitions import ToolDefinition
from desktop_app.tooling.guide import GUIDE_TOOL
from desktop_app.tooling.tool_file import ToolSet, load_tools, save_tools


def test_at_first_the_guides_tool_is_there_and_offered(tmp_path: Path) -> None:
    tools, aside = load_tools(tmp_path / "tools.json")
    assert tools.offered_tools == (GUIDE_TOOL,)
    assert [tool.name for tool in tools.all] == [
        "get_current_weather",
        "current_time",
        "calculator",
    ]
    assert aside is None


def test_tools_are_read_as_they_were_saved(tmp_path: Path) -> None:
    mine = ToolDefinition("größter", "The greatest", {"type": "object", "properties": {}})
    tools = replace(
        ToolSet(), own=(mine,), offered=frozenset({"calculator"}), always=frozenset({"calculator"})
    )
    path = tmp_path / "config" / "tools.json"
    save_tools(path, tools)
    assert load_tools(path).tools == tools
    assert json.loads(path.read_text(encoding="utf-8"))["tools"][0]["type"] == "function"


@pytest.mark.parametrize("content", ["{", "[]", '{"tools": [3]}', "null", '{"tools": []}'])
def test_a_broken_file_is_kept_aside(tmp_path: Path, content: str) -> None:
    path = tmp_path / "tools.json"
    path.write_text(content, encoding="utf-8")
    tools, aside = load_tools(path)
    assert tools == ToolSet()
    assert aside is not None
    assert aside.read_text(encoding="utf-8") == content


def test_only_tools_that_run_by_themselves_run_without_asking(tmp_path: Path) -> None:
    path = tmp_path / "tools.json"
    save_tools(path, replace(ToolSet(), always=frozenset({"calculator", GUIDE_TOOL.name})))
    assert load_tools(path).tools.always == {"calculator"}
