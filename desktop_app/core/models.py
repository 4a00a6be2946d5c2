"""A model as the list of models describes it: only its `id` is certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ModelKind(StrEnum):
    """What a model is for. UNKNOWN models are offered wherever text is answered."""

    CHAT = "chat"
    EMBEDDING = "embedding"
    SPEECH = "speech"
    IMAGE_GENERATION = "image_generation"
    UNKNOWN = "unknown"


class Placement(StrEnum):
    """Where the data goes; what is missing is UNKNOWN and never reads as safe."""

    THIS_COMPUTER = "this_computer"
    HOSTED_BY_PROVIDER = "hosted_by_provider"
    HOSTED_EXTERNALLY = "hosted_externally"
    UNKNOWN = "unknown"


_KIND_OF_TYPE = {
    "llm": ModelKind.CHAT,
    "chat": ModelKind.CHAT,
    "vlm": ModelKind.CHAT,
    "embedding": ModelKind.EMBEDDING,
    "embeddings": ModelKind.EMBEDDING,
    "stt": ModelKind.SPEECH,
    "speech": ModelKind.SPEECH,
    "audio": ModelKind.SPEECH,
    "image": ModelKind.IMAGE_GENERATION,
}
_KIND_OF_NAME = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"embed|(^|[-/_])(bge|gte|e5)([-_]|$)|minilm", ModelKind.EMBEDDING),
        (r"whisper|transcri|speech|(^|[-_])(stt|asr|tts)([-_]|$)", ModelKind.SPEECH),
        (r"dall-?e|gpt-image|stable-diffusion|(^|[-/_])flux", ModelKind.IMAGE_GENERATION),
    )
)
# What other servers call `max_sequence_length`: vLLM, OpenRouter, LM Studio, llama.cpp.
_LENGTHS = (
    *("max_model_len", "context_length", "context_window", "max_context_length"),
    *("n_ctx", "n_ctx_train"),
)
_SEES_BY_NAME = re.compile(
    r"(^|[-_/\d])(vl|vlm|vision|ocr|omni)([-_\d]|$)|llava|pixtral"
    r"|gpt-4o|gpt-4\.1|gpt-5|claude|gemini|gemma-?3",
    re.IGNORECASE,
)

# The service's guide: tools are taken by the models of OpenAI, Google and Anthropic.
_CALLS_TOOLS_BY_NAME = re.compile(
    r"(^|[/_-])(gpt-(3\.5|4|5|oss)|o[134](-|$)|claude|gemini)", re.IGNORECASE
)
_ENDING = re.compile(r"deprecat|retir|sunset|legacy|end[ _-]of[ _-]life|\beol\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """One entry of `/models`: its id and everything else the server said of it."""

    id: str
    meta: Mapping[str, Any] = field(default_factory=dict)
    owned_by: str = ""

    @property
    def kind(self) -> ModelKind:
        """Told by `model_type`, then by the vector size, then by the name."""
        declared = _KIND_OF_TYPE.get(str(self.meta.get("model_type") or "").lower())
        if declared:
            return declared
        if self.hidden_size:
            return ModelKind.EMBEDDING
        for pattern, kind in _KIND_OF_NAME:
            if pattern.search(self.id):
                return kind
        return ModelKind.UNKNOWN

    @property
    def sees_images(self) -> bool:
        """By `input_modalities`, else by the name."""
        modalities = self.meta.get("input_modalities")
        if isinstance(modalities, (list, tuple)):
            return any(str(modality).lower() == "image" for modality in modalities)
        return self.kind in {ModelKind.CHAT, ModelKind.UNKNOWN} and bool(
            _SEES_BY_NAME.search(self.id)
        )

    @property
    def calls_tools(self) -> bool:
        """By what OpenRouter, LM Studio or Mistral say of it, else by the name."""
        told = self.meta.get("supported_parameters") or self.meta.get("capabilities")
        if isinstance(told, Mapping):
            return bool(told.get("function_calling") or told.get("tool_use") or told.get("tools"))
        if isinstance(told, (list, tuple)):
            return not {"tools", "tool_use", "function_calling"}.isdisjoint(map(str, told))
        return self.kind in {ModelKind.CHAT, ModelKind.UNKNOWN} and bool(
            _CALLS_TOOLS_BY_NAME.search(self.id)
        )

    @property
    def lifecycle_stage(self) -> str:
        """`model_lifecycle_stage` as the server wrote it, or ""."""
        value = self.meta.get("model_lifecycle_stage") or self.meta.get("lifecycle_status")
        return value if isinstance(value, str) else ""

    @property
    def is_deprecated(self) -> bool:
        """Whether the server says that the model will go."""
        told = (self.meta.get(name) for name in ("deprecated", "deprecation"))
        return any(map(bool, told)) or bool(_ENDING.search(self.lifecycle_stage))

    @property
    def display_name(self) -> str:
        """The server's name for people, else the id."""
        name = self.meta.get("display_name")
        return name if isinstance(name, str) and name else self.id

    @property
    def max_sequence_length(self) -> int:
        """Tokens of input and output together; 0 when unknown."""
        return self._number("max_sequence_length")

    @property
    def hidden_size(self) -> int:
        """Dimension of the embedding vectors; 0 when unknown or not an embedding model."""
        return self._number("hidden_size")

    @property
    def placement(self) -> Placement:
        """Where a text sent to this model is processed."""
        country = self.country.lower()
        if country == "this computer":
            return Placement.THIS_COMPUTER
        external = self.meta.get("is_externally_hosted")
        if external is True:
            return Placement.HOSTED_EXTERNALLY
        if external is False and country:
            return Placement.HOSTED_BY_PROVIDER
        return Placement.UNKNOWN

    @property
    def country(self) -> str:
        """`deployment_country` as the server wrote it, or ""."""
        value = self.meta.get("deployment_country")
        return value if isinstance(value, str) else ""

    @property
    def context_length(self) -> int:
        """`max_sequence_length`, else what another server calls it; 0 when unknown."""
        inner = self.meta.get("meta")
        places = (self.meta, inner) if isinstance(inner, Mapping) else (self.meta,)
        found = [_number(place.get(name)) for name in _LENGTHS for place in places]
        return next((length for length in (self.max_sequence_length, *found) if length > 0), 0)

    def _number(self, name: str) -> int:
        return _number(self.meta.get(name))


def context_length(models: Iterable[ModelInfo], model_id: str) -> int | None:
    """Tokens that a model of the list takes, input and output together; None when unknown."""
    return next((model.context_length for model in models if model.id == model_id), 0) or None


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0
