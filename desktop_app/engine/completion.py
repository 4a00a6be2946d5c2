"""`POST /completions`: raw text, no chat template."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from desktop_app.engine.bodies import read_body
from desktop_app.engine.catalogue import Part, pick
from desktop_app.engine.pieces import Piece
from desktop_app.engine.replies import Choice, reply
from desktop_app.engine.sampling import sampling

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request
    from starlette.responses import Response

    from desktop_app.engine.bodies import Body
    from desktop_app.engine.language import LanguageModel

MOST_TEXTS = 8
MOST_ALTERNATIVES = 20


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
        asked = _Asked(
            prompt=prompts[0],
            options=sampling(body, language.card),
            n=_bounded(body, "n", 1, MOST_TEXTS) or 1,
            echo=body.flag("echo"),
            logprobs=_bounded(body, "logprobs", 0, MOST_ALTERNATIVES),
        )
        return await reply(request, body, CompletionShape(asked), _texts(language, asked))


@dataclass(frozen=True, kw_only=True)
class _Asked:
    """What a request wants; `logprobs` is a number of alternatives, None for no probabilities."""

    prompt: str
    options: dict[str, Any]
    n: int
    echo: bool
    logprobs: int | None


def _bounded(body: Body, name: str, low: int, high: int) -> int | None:
    value = body.integer(name, low)
    if value is not None and value > high:
        raise body.refuse(name, f"a whole number of at most {high}")
    return value


async def _texts(language: LanguageModel, asked: _Asked) -> AsyncGenerator[Piece, None]:
    """The texts that are asked for, one after the other."""
    options = {"prompt": asked.prompt, **asked.options}
    if asked.logprobs is not None:
        options["logprobs"] = max(1, asked.logprobs)  # llama.cpp takes 0 for none at all
    for index in range(asked.n):
        if asked.echo:
            yield Piece(text=asked.prompt, logprobs=({"token": asked.prompt},), index=index)
        if "seed" in options and index:
            options["seed"] += 1  # the same seed would write the same text
        async with aclosing(_continuation(language, options)) as pieces:
            async for piece in pieces:
                usage = piece.usage
                if usage is not None and index:
                    usage = replace(usage, prompt_tokens=0)  # the prompt counts once
                yield replace(piece, index=index, usage=usage)


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

    def __init__(self, asked: _Asked) -> None:
        self._alternatives = asked.logprobs
        self._start = 0 if asked.echo else len(asked.prompt)
        self._lengths: dict[int, int] = {}

    def opening(self) -> list[Choice]:
        """Nothing comes before the text."""
        return []

    def chunk(self, piece: Piece) -> Choice | None:
        """The text of a piece."""
        return self.whole([piece]) if piece.text else None

    def ending(self) -> Choice:
        """An empty text."""
        return {"text": "", "logprobs": None}

    def whole(self, pieces: list[Piece]) -> Choice:
        """The whole text."""
        logprobs = None if self._alternatives is None else self._logprobs(pieces)
        return {"text": "".join(piece.text for piece in pieces), "logprobs": logprobs}

    def _logprobs(self, pieces: list[Piece]) -> dict[str, Any]:
        """The form of completions; `text_offset` counts characters from the prompt's begin."""
        entries = [entry for piece in pieces for entry in piece.logprobs]
        offsets = []
        for piece in pieces:
            written = self._lengths.get(piece.index, 0)
            for entry in piece.logprobs:
                offsets.append(self._start + written)
                written += len(entry["token"])
            self._lengths[piece.index] = self._lengths.get(piece.index, 0) + len(piece.text)
        return {
            "tokens": [entry["token"] for entry in entries],
            "token_logprobs": [entry.get("logprob") for entry in entries],
            "top_logprobs": [self._top(entry) for entry in entries],
            "text_offset": offsets,
        }

    def _top(self, entry: dict[str, Any]) -> dict[str, float] | None:
        if "top_logprobs" not in entry:
            return None
        likeliest = entry["top_logprobs"][: self._alternatives]
        return {other["token"]: other["logprob"] for other in likeliest}
