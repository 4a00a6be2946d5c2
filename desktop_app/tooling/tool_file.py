"""The person's tools on disk: one JSON file with definitions in the form of the API."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from desktop_app.core.atomic_file import move_aside, write_atomically
from desktop_app.tooling.built_in import BUILT_IN_TOOLS
from desktop_app.tooling.definitions import ToolDefinition, from_sent
from desktop_app.tooling.guide import GUIDE_TOOL


@dataclass(frozen=True, slots=True)
class ToolSet:
    """The person's own tools, which of all are offered, and which run without asking."""

    own: tuple[ToolDefinition, ...] = (GUIDE_TOOL,)
    offered: frozenset[str] = frozenset({GUIDE_TOOL.name})
    always: frozenset[str] = frozenset()

    @property
    def all(self) -> tuple[ToolDefinition, ...]:
        """The person's own tools and those that are built in."""
        return (*self.own, *(tool.definition for tool in BUILT_IN_TOOLS.values()))

    def find(self, name: str) -> ToolDefinition | None:
        """The offered tool of that name."""
        return next((tool for tool in self.offered_tools if tool.name == name), None)

    @property
    def offered_tools(self) -> tuple[ToolDefinition, ...]:
        """The tools that go with a request, in their order."""
        return tuple(tool for tool in self.all if tool.name in self.offered)

    def with_offered(self, name: str, offered: bool) -> ToolSet:
        """The same tools, with that one offered or not."""
        return replace(self, offered=self.offered | {name} if offered else self.offered - {name})


class LoadedTools(NamedTuple):
    """Tools as read; `moved_aside` names the broken file that they replace, if there was one."""

    tools: ToolSet
    moved_aside: Path | None = None


def load_tools(path: Path) -> LoadedTools:
    """Read the tools; a broken file is kept under another name and the guide's tool is there."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return LoadedTools(_from_json(data))
    except (FileNotFoundError, NotADirectoryError):
        return LoadedTools(ToolSet())
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return LoadedTools(ToolSet(), move_aside(path))


def save_tools(path: Path, tools: ToolSet) -> None:
    """Write the tools so that a crash leaves either the old file or the new one.

    Raises:
        OSError: the folder cannot be written.
    """
    data = {
        "tools": [tool.as_sent() for tool in tools.own],
        "offered": sorted(tools.offered),
        "always": sorted(tools.always),
    }
    write_atomically(path, json.dumps(data, indent=2, ensure_ascii=False))


def _from_json(data: dict[str, Any]) -> ToolSet:
    own = {tool.name: tool for tool in map(from_sent, data["tools"])}
    return ToolSet(
        tuple(tool for name, tool in own.items() if name not in BUILT_IN_TOOLS),
        frozenset(map(str, data["offered"])),
        frozenset(map(str, data["always"])) & BUILT_IN_TOOLS.keys(),
    )
