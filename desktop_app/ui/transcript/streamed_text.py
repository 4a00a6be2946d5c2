"""A text that grows, of which only the end is kept."""

from __future__ import annotations

SHOWN_CHARACTERS = 200_000
"""Of a longer message the end is shown."""


class StreamedText:
    """The end of a text that grows, and what of it is not painted yet."""

    def __init__(self) -> None:
        self.painted = ""
        self._waiting: list[str] = []

    def __bool__(self) -> bool:
        return bool(self.painted or self._waiting)

    def __str__(self) -> str:
        return self.painted + "".join(self._waiting)

    @property
    def is_waiting(self) -> bool:
        """Whether there is something to paint."""
        return bool(self._waiting)

    def append(self, delta: str) -> None:
        """Take what has come; of a huge piece only what can be shown is kept."""
        if delta:
            self._waiting.append(delta[-SHOWN_CHARACTERS:])

    def take(self, count: int) -> str:
        """What is painted next, at most `count` characters."""
        waiting = "".join(self._waiting)[-SHOWN_CHARACTERS:]
        taken, rest = waiting[:count], waiting[count:]
        self._waiting = [rest] if rest else []
        self.painted = (self.painted + taken)[-SHOWN_CHARACTERS:]
        return taken

    def rewind(self) -> None:
        """Nothing is painted any more."""
        text = str(self)[-SHOWN_CHARACTERS:]
        self._waiting = [text] if text else []
        self.painted = ""
