"""Where the tokens of a text lie, also after the text was edited."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.tabs.completion.shades import shade_of

if TYPE_CHECKING:
    from desktop_app.core.tokens import Token

_UNIT = 2  # bytes of a place in UTF-16, in which Qt counts


class Span(NamedTuple):
    """A token from `start` to before `end`."""

    start: int
    end: int
    token: Token


class TokenSpans:
    """Tokens in the order of the text. In an edited text those before and after the edits hold."""

    def __init__(self) -> None:
        self._starts = array("l")
        self._ends = array("l")
        self._tokens: list[Token] = []
        self._shades = bytearray()
        self._parts: tuple[tuple[int, int, int], ...] | None = None

    def __len__(self) -> int:
        return len(self._tokens)

    def add(self, span: Span) -> None:
        """The next token of the text."""
        self._starts.append(span.start)
        self._ends.append(span.end)
        self._tokens.append(span.token)
        self._shades.append(shade_of(span.token.probability))

    def follow(self, original: str, current: str) -> None:
        """The text in which the tokens lay has become `current`."""
        before, after = _utf16(original), _utf16(current)
        kept = bisect_right(self._ends, _shared(before, after) // _UNIT)
        first = self._ends[kept - 1] if kept else 0
        # Counted from the last token that holds: an edit can begin as what follows it does.
        rest, new = before[first * _UNIT :], after[first * _UNIT :]
        last = (len(before) - _shared(rest[::-1], new[::-1]) + 1) // _UNIT
        found = bisect_left(self._starts, last)
        shift = (len(after) - len(before)) // _UNIT
        self._parts = ((0, kept, 0), (max(found, kept), len(self._tokens), shift))

    def between(self, first: int, last: int) -> Iterator[Span]:
        """The tokens of which a part lies from `first` to before `last`."""
        for numbers, shift in self._found(first, last):
            for number in numbers:
                start, end = self._starts[number] + shift, self._ends[number] + shift
                yield Span(start, end, self._tokens[number])

    def shaded(self, first: int, last: int) -> Iterator[tuple[int, int, int]]:
        """Start, end and shade of what is shaded there; what has the same shade is one piece."""
        for numbers, shift in self._found(first, last):
            if not numbers:
                continue
            begin, shade = numbers[0], self._shades[numbers[0]]
            for number in numbers[1:]:
                if self._shades[number] != shade:
                    if shade:
                        yield self._starts[begin] + shift, self._starts[number] + shift, shade
                    begin, shade = number, self._shades[number]
            if shade:
                yield self._starts[begin] + shift, self._ends[numbers[-1]] + shift, shade

    def at(self, position: int) -> Token | None:
        """The token of the character at `position`."""
        return next((span.token for span in self.between(position, position + 1)), None)

    def _found(self, first: int, last: int) -> Iterator[tuple[range, int]]:
        """Numbers of tokens between two places, and how far they were shifted."""
        for begin, stop, shift in self._parts or ((0, len(self._tokens), 0),):
            yield (
                range(
                    bisect_right(self._ends, first - shift, begin, stop),
                    bisect_left(self._starts, last - shift, begin, stop),
                ),
                shift,
            )


def _utf16(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _shared(one: bytes, other: bytes) -> int:
    """The length of the beginning that is the same in both, in whole places."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low - low % _UNIT
