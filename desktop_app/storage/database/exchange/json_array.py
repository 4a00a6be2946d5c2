"""Reads a large JSON array one element at a time.

Parsing a file of a hundred megabytes at once would hold the interpreter, and with it the window,
for seconds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TextIO

_CHUNK = 1 << 18  # characters
_BLANKS = re.compile("[ \\t\\r\\n\ufeff]*")


def elements(stream: TextIO) -> Iterator[object]:
    """The elements of the array in a file; of a file that holds one object, that object.

    Raises:
        ValueError: it is no JSON, or ends too early. What came before has been handed out.
    """
    reader = _Reader(stream)
    if reader.peek() != "[":
        yield reader.value()
        return
    reader.skip()
    if reader.peek() == "]":
        return
    yield reader.value()
    while reader.peek() == ",":
        reader.skip()
        yield reader.value()
    if reader.peek() != "]":
        raise ValueError("a comma or the end of the array expected")


class _Reader:
    """A buffer that grows until it holds the next value."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._decoder = json.JSONDecoder()
        self._buffer = ""
        self._position = 0

    def peek(self) -> str:
        """The next character that is not blank; "" at the end."""
        while True:
            found = _BLANKS.match(self._buffer, self._position)
            assert found is not None  # it matches nothing, too
            self._position = found.end()
            if self._position < len(self._buffer):
                return self._buffer[self._position]
            if not self._read(_CHUNK):
                return ""

    def skip(self) -> None:
        """Pass over one character."""
        self._position += 1

    def value(self) -> object:
        """The next value."""
        self.peek()
        wanted = _CHUNK
        while True:
            try:
                value, end = self._decoder.raw_decode(self._buffer, self._position)
            except ValueError:
                # Cut off, most likely: twice as much each time keeps the whole effort linear.
                if not self._read(wanted):
                    raise
                wanted *= 2
            else:
                self._position = end
                return value

    def _read(self, characters: int) -> bool:
        more = self._stream.read(characters)
        self._buffer = self._buffer[self._position :] + more
        self._position = 0
        return bool(more)
