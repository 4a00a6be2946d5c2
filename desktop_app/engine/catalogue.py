"""The models of the engine: what each can do, and the requests that list them."""

from __future__ import annotations

import importlib.util
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from starlette.responses import JSONResponse
from starlette.routing import Route

from desktop_app.engine.errors import EngineError, missing_part

if TYPE_CHECKING:
    from collections.abc import Iterable

    from starlette.requests import Request

T = TypeVar("T")
ModelType = Literal["LLM", "EMBEDDING", "STT"]


@dataclass(frozen=True, kw_only=True)
class ModelCard:
    """What the engine tells of a model; lengths are tokens, 0 means not applicable."""

    id: str
    model_type: ModelType
    display_name: str
    license: str
    max_sequence_length: int = 0
    max_output_length: int = 0
    hidden_size: int = 0
    input_modalities: tuple[str, ...] = ("text",)
    output_modalities: tuple[str, ...] = ("text",)
    created: int = field(default_factory=lambda: int(time.time()))

    def as_entry(self) -> dict[str, Any]:
        """The entry of this model in a list of models, with the hub's `meta_data`."""
        return {
            "id": self.id,
            "object": "model",
            "created": self.created,
            "owned_by": "embedded-engine",
            "meta_data": {
                "max_sequence_length": self.max_sequence_length,
                "hidden_size": self.hidden_size,
                "max_output_length": self.max_output_length,
                "model_type": self.model_type,
                "deployment_country": "this computer",
                "is_externally_hosted": False,
                "license": self.license,
                "display_name": self.display_name,
                "input_modalities": list(self.input_modalities),
                "output_modalities": list(self.output_modalities),
            },
        }


@dataclass(frozen=True, kw_only=True)
class Part:
    """One kind of request: its models, those that lack a package, and its routes."""

    routes: tuple[Route, ...]
    cards: tuple[ModelCard, ...] = ()
    missing: dict[str, str] = field(default_factory=dict)
    """Model id → the package that would bring it."""


class Catalogue:
    """All models of all parts, by id."""

    def __init__(self, parts: Iterable[Part]) -> None:
        self._cards: dict[str, ModelCard] = {}
        self._missing: dict[str, str] = {}
        for part in parts:
            self._cards.update((card.id, card) for card in part.cards)
            self._missing.update(part.missing)

    def routes(self) -> tuple[Route, ...]:
        """`GET /models`, `/models/{id}`, and the speech models as `/audio/models`."""
        return (
            Route("/models", self._list),
            Route("/models/{model_id:path}", self._retrieve),
            Route("/audio/models", self._list_speech),
        )

    async def _list(self, _request: Request) -> JSONResponse:
        return _listing(self._cards.values())

    async def _list_speech(self, _request: Request) -> JSONResponse:
        return _listing(card for card in self._cards.values() if card.model_type == "STT")

    async def _retrieve(self, request: Request) -> JSONResponse:
        card = pick(self._cards, request.path_params["model_id"], self._missing)
        return JSONResponse(card.as_entry())


def _listing(cards: Iterable[ModelCard]) -> JSONResponse:
    return JSONResponse({"object": "list", "data": [card.as_entry() for card in cards]})


def pick(models: dict[str, T], model_id: str, missing: dict[str, str]) -> T:
    """The model with this id.

    Raises:
        EngineError: 503 naming the package if it is not installed, else 404.
    """
    if model_id in models:
        return models[model_id]
    if model_id in missing:
        raise missing_part(missing[model_id], model_id)
    known = ", ".join(models) or "none"
    raise EngineError(404, f"The model {model_id[:80]} does not exist here. There is: {known}.")


def package_folder(module: str) -> Path | None:
    """The folder of an installed package, found without importing it."""
    try:
        spec = importlib.util.find_spec(module)
    except ValueError:  # a module that was blocked on purpose
        return None
    return Path(spec.origin).parent if spec and spec.origin else None
