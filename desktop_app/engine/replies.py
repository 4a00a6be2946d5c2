"""Replies made of pieces: as server-sent events or whole, ended when the client goes away."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from contextlib import aclosing
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from starlette.responses import JSONResponse, Response, StreamingResponse

from desktop_app.engine.errors import ClientGoneError, EngineError
from desktop_app.engine.pieces import Piece, Usage

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Coroutine

    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from desktop_app.engine.bodies import Body

T = TypeVar("T")
Choice = dict[str, Any]
"""One entry of `choices`, without its index and its finish reason."""


class ReplyShape(Protocol):
    """How the pieces of one operation look in JSON."""

    @property
    def id_prefix(self) -> str:
        """The beginning of a reply's id."""

    @property
    def object_names(self) -> tuple[str, str]:
        """The `object` of a streamed chunk and of a whole reply."""

    def opening(self) -> list[Choice]:
        """What a stream begins with."""

    def chunk(self, piece: Piece) -> Choice | None:
        """What a piece adds to a stream, if anything."""

    def ending(self) -> Choice:
        """What carries the finish reason."""

    def whole(self, pieces: list[Piece]) -> Choice:
        """All pieces as one answer."""


async def reply(
    request: Request, body: Body, shape: ReplyShape, pieces: AsyncGenerator[Piece, None]
) -> Response:
    """Answer a request from its pieces, streamed or whole as its body asks.

    Raises:
        EngineError: the first piece could not be made; a later error ends the stream instead.
        ClientGoneError: nobody waits any more.
    """
    head = {
        "id": f"{shape.id_prefix}-{secrets.token_hex(12)}",
        "created": int(time.time()),
        "model": body.text("model"),
    }
    chunk_name, whole_name = shape.object_names
    include_usage = body.section("stream_options").flag("include_usage")
    if not body.flag("stream"):
        made = await unless_gone(request, _collect(pieces))
        return JSONResponse({**head, "object": whole_name, **_whole(shape, made)})
    first = await unless_gone(request, _first(pieces))
    events = _events({**head, "object": chunk_name}, shape, first, pieces, include_usage)
    return _EventStream(events, pieces)


async def unless_gone(request: Request, work: Coroutine[Any, Any, T]) -> T:
    """Await the work, but cancel it when the client closes the connection.

    Raises:
        ClientGoneError: the connection was closed first.
    """
    task = asyncio.create_task(work)
    watch = asyncio.create_task(_disconnected(request))
    try:
        await asyncio.wait({task, watch}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ClientGoneError
        return task.result()
    finally:
        task.cancel()
        watch.cancel()
        await asyncio.gather(task, watch, return_exceptions=True)


async def _disconnected(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _collect(pieces: AsyncGenerator[Piece, None]) -> list[Piece]:
    async with aclosing(pieces):
        return [piece async for piece in pieces]


async def _first(pieces: AsyncGenerator[Piece, None]) -> Piece:
    return await anext(pieces, Piece())


def _whole(shape: ReplyShape, pieces: list[Piece]) -> dict[str, Any]:
    usage = sum((piece.usage for piece in pieces if piece.usage), Usage())
    choices = []
    for index in range(max((piece.index for piece in pieces), default=0) + 1):
        own = [piece for piece in pieces if piece.index == index]
        reasons = [piece.finish_reason for piece in own if piece.finish_reason]
        choices.append(_finished(shape.whole(own), reasons[-1] if reasons else None, index))
    return {"choices": choices, "usage": usage.as_json()}


async def _events(
    head: dict[str, Any],
    shape: ReplyShape,
    piece: Piece | None,
    rest: AsyncGenerator[Piece, None],
    include_usage: bool,
) -> AsyncGenerator[str, None]:
    usage = Usage()
    for begun in shape.opening():
        yield _event({**head, "choices": [_finished(begun, None)]})
    try:
        while piece is not None:
            usage += piece.usage or Usage()
            if choice := shape.chunk(piece):
                yield _event({**head, "choices": [_finished(choice, None, piece.index)]})
            if piece.finish_reason:
                end = _finished(shape.ending(), piece.finish_reason, piece.index)
                yield _event({**head, "choices": [end]})
            piece = await anext(rest, None)
    except EngineError as error:
        yield _event({"error": {"message": error.detail, "code": error.status}})
        return
    if include_usage:
        yield _event({**head, "choices": [], "usage": usage.as_json()})
    yield "data: [DONE]\n\n"


def _finished(choice: Choice, finish_reason: str | None, index: int = 0) -> Choice:
    return {"index": index, **choice, "finish_reason": finish_reason}


def _event(data: dict[str, Any]) -> str:
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n"


class _EventStream(StreamingResponse):
    """Server-sent events whose source is closed at once when the client goes away."""

    def __init__(
        self, events: AsyncGenerator[str, None], source: AsyncGenerator[Piece, None]
    ) -> None:
        super().__init__(
            events, media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )
        self._source = source

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events, then close their source whatever happened."""
        async with aclosing(self._source):
            await super().__call__(scope, receive, send)
