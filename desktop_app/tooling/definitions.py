"""What a tool is to a model: a name, what it does, and the JSON schema of its arguments."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ToolDefinition:
    """A function that a model may call; `parameters` is a JSON schema of Draft 2020-12."""

    name: str
    description: str
    parameters: Mapping[str, Any]

    def as_sent(self) -> dict[str, Any]:
        """The definition in the form of the API, as the service's guide shows it."""
        return {
            "type": "function",
            "function": {
                "name": self.name,
                "description": self.description,
                "parameters": dict(self.parameters),
            },
        }


def from_sent(entry: Mapping[str, Any]) -> ToolDefinition:
    """A definition from the form of the API.

    Raises:
        KeyError, TypeError, ValueError: the entry has another shape.
    """
    function = entry["function"]
    return ToolDefinition(
        name=str(function["name"]),
        description=str(function.get("description", "")),
        parameters=dict(function.get("parameters", {})),
    )
