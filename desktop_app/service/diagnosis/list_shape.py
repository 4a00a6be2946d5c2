"""In which shape a list of models came: this program reads more of them than others do."""

from __future__ import annotations

from collections.abc import Mapping


def oddity_of(content: object) -> str:
    """What is unlike OpenAI's `{"data": [{"id": …}]}`, in terms of JSON; "" for nothing."""
    entries = content
    if isinstance(content, Mapping):
        if not isinstance(content.get("data"), list):
            return '{"models": […]}'
        entries = content["data"]
    elif isinstance(content, list):
        return "[…]"
    if not isinstance(entries, list):
        return ""
    without_id = sum(not _has_id(entry) for entry in entries)
    return f'{without_id} × {{"id": ?}}' if without_id else ""


def _has_id(entry: object) -> bool:
    return isinstance(entry, Mapping) and isinstance(entry.get("id"), str) and bool(entry["id"])
