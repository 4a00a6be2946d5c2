"""Counts a text in all messages of a conversation, a slice at a time. Plain Python."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desktop_app.ui.transcript.shown_text import shown_reasoning, shown_text

if TYPE_CHECKING:
    from desktop_app.ui.transcript.message import TranscriptMessage


class Search:
    """Goes through the messages once, from a given one on and round; case does not count.

    The hits of a message are those in its reasoning, folded or not, then those in its text.
    """

    def __init__(self) -> None:
        self.messages: list[TranscriptMessage] = []
        self.counts: list[int] = []
        self._sought = ""
        self._from = self._done = 0
        self._texts: dict[str, tuple[TranscriptMessage, str, str]] = {}

    @property
    def is_complete(self) -> bool:
        """Whether every message has been looked at."""
        return self._done >= len(self.messages)

    @property
    def total(self) -> int:
        """How many places were found so far."""
        return sum(self.counts)

    def start(self, sought: str, messages: list[TranscriptMessage], first: int) -> None:
        """Begin anew with the message at `first`."""
        self._sought = sought.lower()
        self.messages = messages
        self.counts = [0] * len(messages)
        self._from, self._done = first, 0

    def forget(self) -> None:
        """Free what was kept to search faster."""
        self._texts.clear()
        self.start("", [], 0)

    def run(self, seconds: float) -> int | None:
        """Look at messages for about `seconds`; return the first one with a hit, if it is new."""
        until = time.perf_counter() + seconds
        found: int | None = None
        had_one = any(self.counts)
        while self._done < len(self.messages):
            index = (self._from + self._done) % len(self.messages)
            self._done += 1
            self.counts[index] = self.count(self.messages[index])
            if found is None and not had_one and self.counts[index]:
                found = index
            if time.perf_counter() > until:
                break
        return found

    def count(self, message: TranscriptMessage) -> int:
        """How often the text stands in a message."""
        known = self._texts.get(message.key)
        if known is None or known[0] is not message:
            texts = shown_reasoning(message).lower(), shown_text(message).lower()
            known = self._texts[message.key] = (message, *texts)
        return self._count(known[1]) + self._count(known[2])

    def count_in_reasoning(self, key: str) -> int:
        """How often the text stands in the reasoning of a message that was looked at."""
        known = self._texts.get(key)
        return self._count(known[1]) if known else 0

    def recount_last(self, message: TranscriptMessage) -> None:
        """The last message has grown."""
        self.messages[-1] = message
        self.counts[-1] = self.count(message)

    def hit_beside(self, index: int, ordinal: int, step: int) -> tuple[int, int] | None:
        """The hit after (1) or before (-1) hit `ordinal` of a message, going round at the ends."""
        ordinal += step
        if index < len(self.counts) and 0 <= ordinal < self.counts[index]:
            return index, ordinal
        for distance in range(1, len(self.counts) + 1):
            other = (index + step * distance) % len(self.counts)
            if self.counts[other]:
                return other, 0 if step > 0 else self.counts[other] - 1
        return None

    def number(self, index: int, ordinal: int) -> int:
        """Which of all hits, from 1, hit `ordinal` of a message is."""
        return sum(self.counts[:index]) + ordinal + 1

    def _count(self, text: str) -> int:
        return text.count(self._sought) if self._sought else 0
