"""What a model of a server refuses: learnt from its errors, remembered, not asked again."""

from __future__ import annotations

import math
import re
from collections.abc import MutableMapping
from typing import Any

from desktop_app.core.errors import ContextOverflow, RequestRejected, ServiceError, ToolsRefused
from desktop_app.core.refusals import Refusals
from desktop_app.core.replies import ParameterDropped
from desktop_app.service.errors import refuses

FIRST_BATCH = 32  # texts of one call for embeddings
_FIXED = frozenset(
    {"model", "messages", "prompt", "input", "stream", "tools", "tool_choice", "file"}
)
_WAV_ONLY = ParameterDropped("file", "wav")
_ALIASES = {
    "stream_options": r"\b(?:stream[_ ]options?|include_usage)\b",
    "top_p": r"\btop[_ -]?p\b",
    "logprobs": r"(?<!\w)log[_ ]?prob(?:s|abilities)\b",
    # Also a mere letter: it must be quoted, or stand where servers put the name of a field.
    "n": r"['\"`]n['\"`]|\bbody\.n\b|(?<![\w'’])n ?(?:[:=>]|is\b)"
    r"|\b(?:parameter|argument|supplied)s?:? n\b",
    # Also a common word: it must be quoted, or stand where servers put the name of a field.
    "stop": r"['\"`]stop['\"`]|\bbody\.stop\b|\bstop:|\b(?:parameter|argument|supplied)s?:? stop\b",
}


class QuirkMemory:
    """What is learnt of a server; `refusals` holds what its models refuse."""

    def __init__(self, refusals: Refusals | None = None) -> None:
        self._refusals = refusals if refusals is not None else Refusals()
        self._batches: dict[tuple[str, str], int] = {}
        self._longest_sounds: dict[tuple[str, str], float] = {}
        self._no_base64: set[tuple[str, str]] = set()

    async def load(self) -> None:
        """Wait until what was learnt before is known."""
        await self._refusals.load()

    def apply(self, host: str, model: str, body: MutableMapping[str, Any]) -> None:
        """Change the body as this model is known to want it."""
        for change in self._refusals.of(host, model):
            if change.name in body and change.name not in _FIXED:
                apply_change(change, body)

    def remember_refusal_of_tools(self, host: str, model: str) -> None:
        """This model takes no tools. They are sent all the same: to leave them out would show."""
        self._refusals.add(host, model, ParameterDropped("tools"))

    def remember(self, host: str, model: str, change: ParameterDropped) -> None:
        """This model refuses the parameter from now on."""
        self._refusals.add(host, model, change)

    def takes_wav_only(self, host: str, model: str) -> bool:
        """Whether this model has refused another format of sound."""
        return _WAV_ONLY in self._refusals.of(host, model)

    def remember_wav_only(self, host: str, model: str) -> None:
        """This model takes sound as WAV, and not in the format that was tried."""
        self._refusals.add(host, model, _WAV_ONLY)

    def longest_sound(self, host: str, model: str) -> float:
        """Seconds of sound that this model takes at once, as far as is known."""
        return self._longest_sounds.get((host, model), math.inf)

    def remember_longest_sound(self, host: str, model: str, seconds: float) -> None:
        """This model has refused twice as much."""
        self._longest_sounds[host, model] = seconds

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
        if name and name not in _FIXED and re.search(_mention(name), words):
            return ParameterDropped(name)
    return None


def _mention(name: str) -> str:
    """The pattern of the words in which servers speak of a parameter."""
    return _ALIASES.get(name) or rf"(?<!\w){re.escape(name)}(?!\w)"
