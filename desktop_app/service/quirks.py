"""What a model of a server refuses: learnt from its errors, remembered, not asked again."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import MutableMapping
from typing import Any

from desktop_app.core.errors import ContextOverflow, RequestRejected, ServiceError, ToolsRefused
from desktop_app.core.replies import ParameterDropped
from desktop_app.service.errors import refuses

FIRST_BATCH = 32  # texts of one call for embeddings
_FIXED = frozenset(
    {"model", "messages", "prompt", "input", "stream", "tools", "tool_choice", "stop"}
)
_ALIASES = {"stream_options": r"stream[_ ]options?|include_usage"}


class QuirkMemory:
    """Changes of requests by host and model, and other things learnt of a server."""

    def __init__(self) -> None:
        self._changes: dict[tuple[str, str], list[ParameterDropped]] = defaultdict(list)
        self._batches: dict[tuple[str, str], int] = {}
        self._no_base64: set[tuple[str, str]] = set()

    def apply(
        self, host: str, model: str, body: MutableMapping[str, Any]
    ) -> list[ParameterDropped]:
        """Change the body as this model wants it; the changes that were needed."""
        known = [change for change in self._changes[host, model] if change.name in body]
        for change in known:
            apply_change(change, body)
        return known

    def remember(self, host: str, model: str, change: ParameterDropped) -> None:
        """This model refuses the parameter from now on."""
        self._changes[host, model].append(change)

    def batch_size(self, host: str, model: str) -> int:
        """How many texts at once this model takes for embedding."""
        return self._batches.get((host, model), FIRST_BATCH)

    def remember_batch_size(self, host: str, model: str, size: int) -> None:
        """This model takes no more than `size` texts at once."""
        self._batches[host, model] = size

    def takes_base64(self, host: str, model: str) -> bool:
        """Whether vectors may be asked for as base64."""
        return (host, model) not in self._no_base64

    def remember_no_base64(self, host: str, model: str) -> None:
        """This model sends vectors as numbers only."""
        self._no_base64.add((host, model))


def apply_change(change: ParameterDropped, body: MutableMapping[str, Any]) -> None:
    """Take the parameter out of the body, or give it its other name."""
    value = body.pop(change.name)
    if change.replaced_by:
        body[change.replaced_by] = value


def change_for(error: ServiceError, body: MutableMapping[str, Any]) -> ParameterDropped | None:
    """The change of the request that the server's refusal calls for, or None."""
    if not isinstance(error, RequestRejected) or isinstance(error, (ToolsRefused, ContextOverflow)):
        return None
    words = error.detail
    if "max_tokens" in body and "max_completion_tokens" in words:
        return ParameterDropped("max_tokens", "max_completion_tokens")
    if not refuses(words):
        return None
    for name in body:
        if name not in _FIXED and re.search(rf"\b(?:{_ALIASES.get(name, name)})\b", words):
            return ParameterDropped(name)
    return None
