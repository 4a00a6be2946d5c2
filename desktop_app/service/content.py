"""The forms in which servers send the text of a message and the reasoning that led to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def texts_of(content: object) -> Iterator[tuple[bool, str]]:
    """Pairs (is reasoning, text) of a `content`, that can be a string, null, or a list of parts."""
    if isinstance(content, str):
        if content:
            yield False, content
    elif isinstance(content, Mapping):
        yield from _texts_of_part(content)
    elif isinstance(content, list):
        for part in content:
            if isinstance(part, Mapping):
                yield from _texts_of_part(part)
            elif isinstance(part, str) and part:
                yield False, part


def reasoning_of(message: Mapping[str, Any]) -> str:
    """Reasoning that has a field of its own; servers that send two fields send it twice."""
    for name in ("reasoning_content", "reasoning", "thinking"):
        text = "".join(text for _, text in texts_of(message.get(name)))
        if text:
            return text
    return ""


def _texts_of_part(part: Mapping[str, Any]) -> Iterator[tuple[bool, str]]:
    is_reasoning = part.get("type") in {"thinking", "reasoning"}
    for name in ("text", "thinking", "reasoning", "content", "refusal"):
        value = part.get(name)
        if value:
            yield from ((is_reasoning or inner, text) for inner, text in texts_of(value))
            return
