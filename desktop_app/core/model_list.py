"""The models of a profile as one list: those of the main list and of the audio base."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from desktop_app.core.models import ModelInfo, ModelKind

if TYPE_CHECKING:
    from datetime import datetime

_SPEECH = "STT"


@dataclass(frozen=True, slots=True)
class ModelList:
    """Models and when the server listed them (with a time zone); None when it never has."""

    models: tuple[ModelInfo, ...] = ()
    listed_at: datetime | None = None


def join_models(listed: Sequence[ModelInfo], audio: Sequence[ModelInfo]) -> tuple[ModelInfo, ...]:
    """The main list, completed by what the audio base says, then what only the audio base has.

    A model of the audio base whose kind nothing tells is one for speech. A server that gives the
    main list in both places says nothing by that.
    """
    of_audio = {model.id: model for model in audio}
    if listed and of_audio.keys() >= {model.id for model in listed}:
        return tuple(listed)
    joined = [_completed(model, of_audio.pop(model.id, None)) for model in listed]
    joined += [_as_speech(model) for model in of_audio.values()]
    return tuple(joined)


def speech_models(models: Iterable[ModelInfo]) -> tuple[ModelInfo, ...]:
    """Those that the audio base may have told of."""
    return tuple(model for model in models if model.kind is ModelKind.SPEECH)


def _completed(model: ModelInfo, twin: ModelInfo | None) -> ModelInfo:
    if twin is None:
        return model
    return _as_speech(replace(model, meta={**twin.meta, **model.meta}))


def _as_speech(model: ModelInfo) -> ModelInfo:
    if model.meta.get("model_type") or model.kind not in {ModelKind.UNKNOWN, ModelKind.SPEECH}:
        return model
    return replace(model, meta={**model.meta, "model_type": _SPEECH})
