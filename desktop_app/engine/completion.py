"""`POST /completions`: raw text, no chat template."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from desktop_app.engine.bodies import read_body
from desktop_app.engine.catalogue import Part, pick
from desktop_app.engine.replies import Choice, reply
from desktop_app.engine.sampling import sampling

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request
    from starlette.responses import Response

    from desktop_app.engine.language import LanguageModel
    from desktop_app.engine.pieces import Piece


class CompletionPart:
    """Continues a text with the language model."""

    def __init__(self, language: LanguageModel) -> None:
        missing = language.missing
        self._models = {} if missing else {language.card.id: language}
        self._missing = {language.card.id: missing} if missing else {}

    def part(self) -> Part:
        """What this adds to the engine; the model is listed by the chat."""
        return Part(routes=(Route("/completions", self._create, methods=["POST"]),))

    async def _create(self, request: Request) -> Response:
        body = await read_body(request)
        language = pick(self._models, body.text("model"), self._missing)
        prompts = body.strings("prompt")
        if len(prompts) != 1:
            raise body.refuse("prompt", "one string")
        options = {"prompt": prompts[0], **sampling(body, language.card)}
        return await reply(request, body, CompletionShape(), _continuation(language, options))


async def _continuation(
    language: LanguageModel, options: dict[str, Any]
) -> AsyncGenerator[Piece, None]:
    """Continue a text; a model trained to answer may end it at once, then once more without."""
    async with aclosing(language.generate("completion", options)) as pieces:
        is_empty = "stop" not in options
        async for piece in pieces:
            is_empty = is_empty and not piece.text
            if not (is_empty and piece.finish_reason):
                yield piece
    if is_empty:
        async with aclosing(
            language.generate("completion", {**options, "ignore_eos": True})
        ) as pieces:
            async for piece in pieces:
                yield piece


class CompletionShape:
    """OpenAI's `text_completion`, which streams under the same name."""

    id_prefix = "cmpl"
    object_names = ("text_completion", "text_completion")

    def opening(self) -> list[Choice]:
        """Nothing comes before the text."""
        return []

    def chunk(self, piece: Piece) -> Choice | None:
        """The text of a piece."""
        return {"text": piece.text, "logprobs": None} if piece.text else None

    def ending(self) -> Choice:
        """An empty text."""
        return {"text": "", "logprobs": None}

    def whole(self, pieces: list[Piece]) -> Choice:
        """The whole text."""
        return {"text": "".join(piece.text for piece in pieces), "logprobs": None}
