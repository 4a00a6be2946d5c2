"""The web application: which parts there are, behind one key and one shape of errors."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Mount

from desktop_app.engine import errors
from desktop_app.engine.access import RequireKey
from desktop_app.engine.catalogue import Catalogue
from desktop_app.engine.chat import ChatPart
from desktop_app.engine.completion import CompletionPart
from desktop_app.engine.embeddings import Embedder, EmbeddingsPart
from desktop_app.engine.ocr import PictureReader
from desktop_app.engine.speech import SpeechPart
from desktop_app.engine.tools import ToolCaller

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    from desktop_app.engine.language import LanguageModel


def build_app(language: LanguageModel, key: str, on_ready: Callable[[], None]) -> Starlette:
    """The engine's application.

    Args:
        language: the model of chat and completion, loaded in the background once all is ready.
        key: the bearer key that every request must carry.
        on_ready: called when requests can be answered.
    """
    embedder = Embedder()
    tools = ToolCaller(language, embedder)
    parts = [
        ChatPart(language, tools, readers=[language, PictureReader(language)]).part(),
        CompletionPart(language).part(),
        EmbeddingsPart(embedder).part(),
        SpeechPart().part(),
    ]
    routes = [route for part in parts for route in part.routes]

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncGenerator[None, None]:
        on_ready()
        preload = asyncio.create_task(_preload(language))
        yield
        preload.cancel()

    return Starlette(
        routes=[Mount("/v1", routes=[*Catalogue(parts).routes(), *routes])],
        middleware=[Middleware(RequireKey, key=key)],
        exception_handlers={
            errors.EngineError: errors.on_engine_error,
            errors.ClientGoneError: errors.on_client_gone,
            HTTPException: errors.on_http_exception,
            Exception: errors.on_defect,
        },
        lifespan=lifespan,
    )


async def _preload(language: LanguageModel) -> None:
    try:
        await language.load()
    except errors.EngineError:
        return  # the first request that needs the model is told
