"""Which messages of a conversation are in the document. Plain Python."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop_app.ui.transcript.message import TranscriptMessage

OPENED = 100
"""Messages that are in the document when a conversation is opened or followed."""
HELD = 300
"""Messages that may be in the document while a person reads further up."""
OPENED_CHARACTERS = 200_000
HELD_CHARACTERS = 600_000


class MessageWindow:
    """All messages, and the range `first` to `last` (excluded) of them that is shown."""

    def __init__(self, messages: Iterable[TranscriptMessage] = ()) -> None:
        self.messages = list(messages)
        self.first = self.last = len(self.messages)

    @property
    def has_older(self) -> bool:
        """Whether messages above are not shown."""
        return self.first > 0

    @property
    def has_newer(self) -> bool:
        """Whether messages below are not shown."""
        return self.last < len(self.messages)

    @property
    def is_full(self) -> bool:
        """Whether as many are shown as when a conversation is opened."""
        return self.last - self.first >= OPENED or self._characters() >= OPENED_CHARACTERS

    @property
    def is_overfull(self) -> bool:
        """Whether more are shown than may be."""
        count = self.last - self.first
        return count > HELD or (count > 1 and self._characters() > HELD_CHARACTERS)

    def older(self, count: int) -> list[TranscriptMessage]:
        """Take up to `count` messages above into the range; oldest first."""
        before = self.first
        self.first = max(0, before - count)
        return self.messages[self.first : before]

    def newer(self, count: int) -> list[TranscriptMessage]:
        """Take up to `count` messages below into the range."""
        before = self.last
        self.last = min(len(self.messages), before + count)
        return self.messages[before : self.last]

    def append(self, message: TranscriptMessage) -> bool:
        """Add a message; True if it is in the range, because the end was shown."""
        shown = not self.has_newer
        self.messages.append(message)
        if shown:
            self.last += 1
        return shown

    def index(self, key: str) -> int:
        """Where the message with `key` is. Raises KeyError."""
        for index in range(len(self.messages) - 1, -1, -1):
            if self.messages[index].key == key:
                return index
        raise KeyError(key)

    def cut(self, index: int) -> None:
        """Forget the messages from `index` on."""
        del self.messages[index:]
        self.first, self.last = min(self.first, index), min(self.last, index)

    def show_end(self) -> None:
        """Make the range empty, at the end."""
        self.first = self.last = len(self.messages)

    def show_around(self, index: int) -> None:
        """Make the range empty, at `index`."""
        self.first = self.last = index

    def _characters(self) -> int:
        shown = self.messages[self.first : self.last]
        return sum(len(message.text) for message in shown)
