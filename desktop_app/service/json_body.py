"""The body of a request as JSON, made and sent in pieces: pictures make one of many megabytes."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator, Mapping
from typing import Any

_PIECE = 64 * 1024  # characters, or bytes, that are handled at once
_NUMBER = 8  # characters, about, of whatever is no text


class InPieces:
    """Bytes that the HTTP library sends one piece after another; all at once would be copied."""

    def __init__(self, content: bytearray) -> None:
        self._content = memoryview(content)

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for start in range(0, len(self._content), _PIECE):
            yield bytes(self._content[start : start + _PIECE])


async def encoded(body: Mapping[str, Any]) -> bytearray:
    """The body as JSON in UTF-8. A long one is made in a thread, where no step of it is long."""
    if _is_short(body):
        return bytearray(_json(body))
    return await asyncio.to_thread(_encoded_in_pieces, body)


def as_sent(content: bytearray) -> bytes | InPieces:
    """What to give to the HTTP library, with the length in a header."""
    return InPieces(content) if len(content) > _PIECE else bytes(content)


def _encoded_in_pieces(body: Mapping[str, Any]) -> bytearray:
    content = bytearray()
    for piece in _pieces(body):
        content += piece
    return content


def _pieces(value: object) -> Iterator[bytes]:
    if _is_short(value):
        yield _json(value)
    elif isinstance(value, str):
        yield b'"'
        for start in range(0, len(value), _PIECE):
            yield _json(value[start : start + _PIECE])[1:-1]
        yield b'"'
    elif isinstance(value, Mapping):
        for number, (name, each) in enumerate(value.items()):
            yield (b", " if number else b"{") + _json(name) + b": "
            yield from _pieces(each)
        yield b"}"
    elif isinstance(value, (list, tuple)):
        for number, each in enumerate(value):
            yield b", " if number else b"["
            yield from _pieces(each)
        yield b"]"
    else:
        yield _json(value)


def _is_short(value: object) -> bool:
    return _left(value, _PIECE) > 0


def _left(value: object, room: int) -> int:
    """What is left of `room` characters beside this value; looks no further than it takes."""
    if isinstance(value, str):
        return room - len(value)
    if isinstance(value, Mapping):
        value = value.values()
    elif not isinstance(value, (list, tuple)):
        return room - _NUMBER
    for each in value:
        room = _left(each, room)
        if room <= 0:
            break
    return room


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
