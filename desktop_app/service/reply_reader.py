"""Reads the JSON objects of a reply, whatever form the server gave it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from desktop_app.core.errors import (
    InvalidReply,
    NotAnApi,
    ServiceError,
    StreamBroken,
    StreamNotSupported,
)
from desktop_app.service.server_words import decoded, is_html, words_of
from desktop_app.service.sse import EventDecoder
from desktop_app.service.wire import LARGEST_BODY

if TYPE_CHECKING:
    from desktop_app.service.wire import Reply

_EVENT_FIELDS = (b"data:", b"event:", b"id:", b"retry:", b":")
_ENOUGH_TO_TELL = 6  # bytes of the longest name of a field
_LARGEST_PAGE = 64 * 1024  # bytes of a web page that are looked at
_DRAIN_LIMIT = 0.05  # seconds that the end of a reply may be late


async def read_batches(reply: Reply) -> AsyncGenerator[list[Any], None]:
    """JSON values in the order they came: many of a stream, or the one of a whole reply.

    The first bytes decide, not the request: servers stream unasked, and do not when asked.

    Raises:
        NotAnApi: a web page came.
        StreamNotSupported: something that is neither events nor JSON came.
        StreamBroken: the events became unreadable, or there was nothing at all.
    """
    async with aclosing(reply.chunks()) as chunks:
        head = b""
        form = ""
        async for data in chunks:
            head += data
            if form := _form(head, reply.content_type):
                break
        if form == "events" or (not form and head.strip()):
            async for batch in _events(reply, head, chunks):
                yield batch
        else:
            yield [await _whole(reply, head, chunks)]


def _form(head: bytes, content_type: str) -> str:
    """What the body is by its first bytes: events, json, page, other, or "" while unknown."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        return ""
    if start[:1] in b"{[":
        return "json"
    if start[:1] == b"<":
        return "page"
    if content_type == "text/event-stream" or start.startswith(_EVENT_FIELDS):
        return "events"
    return "other" if len(start) >= _ENOUGH_TO_TELL else ""


async def _events(
    reply: Reply, head: bytes, chunks: AsyncIterator[bytes]
) -> AsyncIterator[list[Any]]:
    decoder = EventDecoder()
    try:
        yield decoder.feed(head.removeprefix(b"\xef\xbb\xbf"))
        while not decoder.done:
            data = await anext(chunks, None)
            if data is None:
                yield decoder.close()
                return
            yield decoder.feed(data)
    except StreamBroken as error:
        raise reply.error(StreamBroken, words_of(error.detail, reply.facts.keys)) from None
    await _drain(chunks)


async def _drain(chunks: AsyncIterator[bytes]) -> None:
    """Read the end of the reply, if it is there, so that the connection can be used again."""
    try:
        async with asyncio.timeout(_DRAIN_LIMIT):
            while await anext(chunks, None) is not None:
                pass
    except (TimeoutError, ServiceError):
        return  # the answer is complete, whatever becomes of its connection


async def _whole(reply: Reply, head: bytes, chunks: AsyncIterator[bytes]) -> object:
    body = bytearray(head)
    form = _form(head, reply.content_type)
    limit = LARGEST_BODY if form == "json" else _LARGEST_PAGE
    async for data in chunks:
        body += data
        if len(body) > limit:
            if form == "json":
                raise reply.error(InvalidReply)
            break
    if not body.strip():
        raise reply.error(StreamBroken)
    content = decoded(bytes(body))
    if isinstance(content, str):
        kind = NotAnApi if is_html(content) else StreamNotSupported
        raise reply.error(kind, words_of(content, reply.facts.keys))
    return content
