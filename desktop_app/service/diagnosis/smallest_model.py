"""Which models a test should ask: small ones answer soonest and cost least."""

from __future__ import annotations

import re
from collections.abc import Iterable

from desktop_app.core.models import ModelInfo, ModelKind, Placement

_BILLIONS = re.compile(r"(?<![\w.])(?:(\d+)x)?(\d+(?:\.\d+)?)b(?![a-z])", re.IGNORECASE)
_SMALL = re.compile(r"(^|[-_/ ])(nano|tiny|mini|lite|small|haiku|flash)([-_. ]|$)", re.IGNORECASE)
_SMALL_BY_NAME = 10.0  # billions, as a guess
_UNKNOWN = 1000.0


def smallest_chat_models(models: Iterable[ModelInfo]) -> list[ModelInfo]:
    """The models that may chat, those known to be small first; of equals, the near ones."""
    kinds = {ModelKind.CHAT, ModelKind.UNKNOWN}
    return sorted((model for model in models if model.kind in kinds), key=_weight)


def _weight(model: ModelInfo) -> tuple[bool, float, bool]:
    far = model.placement is Placement.HOSTED_EXTERNALLY
    return model.kind is ModelKind.UNKNOWN, _billions(model.id), far


def _billions(name: str) -> float:
    """Parameters as the name tells them; 8x7B are eight times seven."""
    told = [float(size) * int(times or 1) for times, size in _BILLIONS.findall(name)]
    if told:
        return max(told)
    return _SMALL_BY_NAME if _SMALL.search(name) else _UNKNOWN
