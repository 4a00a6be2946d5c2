"""Vectors of texts: in batches that the server takes, in order, counted and checked."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from desktop_app.core.errors import InvalidReply, RequestRejected, RequestTooLarge, ServiceError
from desktop_app.core.requests import EmbeddingBatch
from desktop_app.service.errors import error_in_reply, refuses
from desktop_app.service.reply_stream import WHOLE_REPLY_LIMIT
from desktop_app.service.server_words import decoded, error_in, is_html, words_of
from desktop_app.service.vectors import vector_of
from desktop_app.service.wire import LARGEST_BODY, Call

if TYPE_CHECKING:
    from desktop_app.service.quirks import QuirkMemory
    from desktop_app.service.wire import Reply, Wire

PATH = "/embeddings"

Progress = Callable[[int, int], None]
_BATCH_TOO_LARGE = re.compile(
    r"batch|too (many|large|long)|at most|\bmax(imum)?\b|exceed|limit"
    r"|number of (inputs|texts|items)",
    re.IGNORECASE,
)


def embeddings_body(model: str, texts: Sequence[str], encoding: str) -> dict[str, Any]:
    """The JSON of one call; `encoding` of the vectors is "float" or "base64"."""
    return {"model": model, "input": list(texts), "encoding_format": encoding}


class Embedder:
    """Asks one server for vectors, and learns how much it takes at once."""

    def __init__(self, wire: Wire, memory: QuirkMemory) -> None:
        self._wire = wire
        self._memory = memory

    async def embed(
        self,
        model: str,
        texts: Sequence[str],
        on_progress: Progress = lambda _done, _total: None,
        *,
        extra: Mapping[str, Any] | None = None,
    ) -> EmbeddingBatch:
        """Vectors in the order of the texts; `on_progress` is told (done, total) of the texts.

        Raises:
            InvalidReply: vectors are missing, of different lengths, or hold no finite numbers.
            ServiceError: the call failed.
        """
        batches: list[EmbeddingBatch] = []
        done = 0
        while done < len(texts):
            size = self._memory.batch_size(self._wire.host, model)
            part = texts[done : done + size]
            try:
                batches.append(await self._embed_batch(model, part, extra or {}))
            except (RequestRejected, RequestTooLarge) as error:
                if len(part) < 2 or not _is_about_the_size(error):
                    raise
                self._memory.remember_batch_size(self._wire.host, model, len(part) // 2)
                continue
            done += len(part)
            on_progress(done, len(texts))
        return self._joined(model, batches)

    async def _embed_batch(
        self, model: str, texts: Sequence[str], extra: Mapping[str, Any]
    ) -> EmbeddingBatch:
        """One call; asks for base64, which is a quarter of the size, until the model refuses it."""
        host = self._wire.host
        if not self._memory.takes_base64(host, model):
            return await self._call(model, texts, "float", extra)
        try:
            return await self._call(model, texts, "base64", extra)
        except RequestRejected as error:
            if not re.search(r"base64|encoding_format", error.detail) or not refuses(error.detail):
                raise
            self._memory.remember_no_base64(host, model)
        return await self._call(model, texts, "float", extra)

    async def _call(
        self, model: str, texts: Sequence[str], encoding: str, extra: Mapping[str, Any]
    ) -> EmbeddingBatch:
        body = {**embeddings_body(model, texts, encoding), **extra}
        call = Call(path=PATH, body=body, patience=WHOLE_REPLY_LIMIT)
        async with self._wire.send(call) as reply:
            received = await reply.body(LARGEST_BODY)
            return await asyncio.to_thread(_batch_of, reply, received, len(texts))

    def _joined(self, model: str, batches: Sequence[EmbeddingBatch]) -> EmbeddingBatch:
        vectors = tuple(vector for batch in batches for vector in batch.vectors)
        if len({len(vector) for vector in vectors}) > 1:
            raise InvalidReply(host=self._wire.host, model=model)
        return EmbeddingBatch(
            vectors,
            batches[0].model if batches else model,
            _sum(batch.prompt_tokens for batch in batches),
            _sum(batch.total_tokens for batch in batches),
        )


def _is_about_the_size(error: ServiceError) -> bool:
    return isinstance(error, RequestTooLarge) or bool(_BATCH_TOO_LARGE.search(error.detail))


def _batch_of(reply: Reply, received: bytes, expected: int) -> EmbeddingBatch:
    """The vectors of a body; a hundred milliseconds for a large one, so for a worker thread."""
    content = _content_of(received)
    failure = error_in(content)
    if failure is not None:
        raise error_in_reply(reply.facts, failure)
    data = content.get("data") if isinstance(content, Mapping) else None
    if not isinstance(content, Mapping) or not isinstance(data, list):
        words = words_of(content, reply.facts.keys) if is_html(content) else ""
        raise reply.error(InvalidReply, words)
    usage = content.get("usage")
    usage = usage if isinstance(usage, Mapping) else {}
    model = content.get("model")
    try:
        vectors = tuple(vector_of(entry.get("embedding")) for entry in _in_order(data, expected))
    except (ValueError, TypeError, AttributeError) as error:
        raise reply.error(InvalidReply, str(error)) from error
    return EmbeddingBatch(
        vectors,
        model if isinstance(model, str) and model else reply.facts.model,
        _tokens(usage.get("prompt_tokens")),
        _tokens(usage.get("total_tokens")),
    )


def _content_of(received: bytes) -> object:
    try:
        return json.loads(received, parse_float=_number)
    except (ValueError, RecursionError):
        return decoded(received)


def _number(digits: str) -> float:
    # In Python, not in C: else no other thread runs until all numbers are read.
    return float(digits)


def _in_order(data: list[Mapping[str, object]], expected: int) -> list[Mapping[str, object]]:
    """The entries by their index, which some servers leave out of every entry, or none."""
    if len(data) != expected:
        raise ValueError(f"{len(data)} of {expected}")
    indexes = [entry.get("index") for entry in data]
    if all(index is None for index in indexes):
        return data
    if sorted(index for index in indexes if isinstance(index, int)) != list(range(expected)):
        raise ValueError("index")
    return sorted(data, key=lambda entry: int(str(entry["index"])))


def _tokens(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _sum(counts: Iterator[int | None]) -> int | None:
    known = list(counts)
    return sum(count for count in known if count is not None) if None not in known else None
