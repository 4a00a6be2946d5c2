"""Server-sent events, decoded to the JSON objects that they carry."""

from __future__ import annotations

import json
from typing import Any

from desktop_app.core.errors import StreamBroken

LARGEST_EVENT = 32 * 1024 * 1024  # bytes

_NOTHING = object()


class EventDecoder:
    """Fed with bytes as they arrive, gives the JSON value of every complete event.

    A `data` line that is JSON by itself is an event at once, for there are servers that leave out
    the blank line; other lines are joined until the blank line, as the standard says.
    """

    def __init__(self) -> None:
        self.done = False  # [DONE] was seen
        self._buffer = bytearray()
        self._scanned = 0
        self._data: list[bytes] = []
        self._size = 0

    def feed(self, data: bytes) -> list[Any]:
        """The values of the events that are complete now.

        Raises:
            StreamBroken: an event is no JSON, or larger than `LARGEST_EVENT`.
        """
        self._buffer += data
        end = max(
            self._buffer.rfind(b"\n", self._scanned), self._buffer.rfind(b"\r", self._scanned)
        )
        if end == len(self._buffer) - 1 and self._buffer.endswith(b"\r"):
            end = max(self._buffer.rfind(b"\n", 0, end), self._buffer.rfind(b"\r", 0, end))
        if end < 0:
            self._scanned = max(0, len(self._buffer) - 1)
            if len(self._buffer) > LARGEST_EVENT:
                raise StreamBroken
            return []
        complete = bytes(self._buffer[: end + 1])
        del self._buffer[: end + 1]
        self._scanned = 0
        return self._lines(complete.splitlines())

    def close(self) -> list[Any]:
        """What a last event without its blank line holds."""
        rest, self._buffer = bytes(self._buffer), bytearray()
        return self._lines([*rest.splitlines(), b""])

    def _lines(self, lines: list[bytes]) -> list[Any]:
        values: list[Any] = []
        for line in lines:
            if self.done:
                break
            if line.startswith(b"data:"):
                value = self._on_data(line[5:].strip())
            elif not line and self._data:
                value = _loads(b"\n".join(self._data))
                if value is _NOTHING:
                    raise StreamBroken(_bare_words(self._data[0]))
                self._data.clear()
                self._size = 0
            else:
                continue
            if value is not _NOTHING:
                values.append(value)
        return values

    def _on_data(self, data: bytes) -> object:
        if not self._data:
            if data == b"[DONE]":
                self.done = True
                return _NOTHING
            if not data:
                return _NOTHING
            value = _loads(data)
            if value is not _NOTHING:
                return value
        self._data.append(data)
        self._size += len(data)
        if self._size > LARGEST_EVENT:
            raise StreamBroken
        return _NOTHING


def _bare_words(data: bytes) -> str:
    """What a server says in plain text; a torn piece of JSON says nothing."""
    return "" if data[:1] in b"{[" else data[:2000].decode("utf-8", "replace")


def _loads(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        return _NOTHING
