"""Tokens of a reply, as the server counts them or as they are guessed here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from desktop_app.core.replies import UsageReport

CHARACTERS_PER_TOKEN = 4


def usage_in(chunk: Mapping[str, Any]) -> UsageReport | None:
    """The usage that a chunk carries; None for none, and for one that counts nothing."""
    usage = chunk.get("usage")
    if not isinstance(usage, Mapping):
        return None
    prompt, completion = _count(usage, "prompt_tokens"), _count(usage, "completion_tokens")
    total = _count(usage, "total_tokens") or prompt + completion
    return UsageReport(prompt, completion, total) if total else None


def estimated_tokens(prompt_characters: int, completion_characters: int) -> UsageReport:
    """A guess by the number of characters."""
    prompt = -(-prompt_characters // CHARACTERS_PER_TOKEN)
    completion = -(-completion_characters // CHARACTERS_PER_TOKEN)
    return UsageReport(prompt, completion, prompt + completion, estimated=True)


def _count(usage: Mapping[str, Any], name: str) -> int:
    value = usage.get(name)
    return int(value) if isinstance(value, (int, float)) and value > 0 else 0
