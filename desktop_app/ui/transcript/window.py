"""Which messages of a conversation are in the document. Plain Python."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop_app.ui.transcript.message import TranscriptMessage

OPENED = 100
"""Messages that are in the document when a conversation is opened or followed."""
HELD = 300
"""Messages that may be in the document while a person reads further up."""
OPENED_CHARACTERS = 200_000
HELD_CHARACTERS = 600_000

_versions = count()


class MessageWindow:
    """All messages, and the range `first` to `last` (excluded) of them that is shown.

    Keys are looked up in a table of numbers that stay when older messages come in front.
    `version` is another one after each change of the messages.
    """

    def __init__(self, messages: Iterable[TranscriptMessage] = ()) -> None:
        self.messages = list(messages)
        self.first = self.last = len(self.messages)
        self.version = next(_versions)
        self._before = 0
        self._numbers = {message.key: number for number, message in enumerate(self.messages)}

    def __contains__(self, key: str) -> bool:
        return key in self._numbers

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
        held = self.last - self.first
        return held > HELD or (held > 1 and self._characters() > HELD_CHARACTERS)

    def older(self, number: int, characters: int = HELD_CHARACTERS) -> list[TranscriptMessage]:
        """Take up to `number` messages above into the range; oldest first.

        They have about `characters` together, or it is one.
        """
        before = self.first
        number = self._within(reversed(self.messages[max(0, before - number) : before]), characters)
        self.first = before - number
        return self.messages[self.first : before]

    def newer(self, number: int, characters: int = HELD_CHARACTERS) -> list[TranscriptMessage]:
        """Take up to `number` messages below into the range, of about `characters` or one."""
        before = self.last
        number = self._within(self.messages[before : before + number], characters)
        self.last = before + number
        return self.messages[before : self.last]

    def append(self, message: TranscriptMessage) -> bool:
        """Add a message; True if it is in the range, because the end was shown."""
        shown = not self.has_newer
        self.add(message, is_shown=shown)
        return shown

    def add(self, message: TranscriptMessage, *, is_shown: bool) -> None:
        """Add a message at the end, which is on the page already or is not."""
        self.version = next(_versions)
        self._numbers[message.key] = len(self.messages) - self._before
        self.messages.append(message)
        if is_shown:
            self.last += 1

    def prepend(self, messages: Sequence[TranscriptMessage]) -> None:
        """Add messages, oldest first, in front of all others; the range stays on its messages."""
        self.version = next(_versions)
        added = len(messages)
        self.messages[:0] = messages
        self.first, self.last = self.first + added, self.last + added
        self._before += added
        for index, message in enumerate(messages):
            self._numbers[message.key] = index - self._before

    def replace(self, message: TranscriptMessage) -> int:
        """Put `message` in the place of the one with its key. Raises KeyError."""
        index = self.index(message.key)
        self.version = next(_versions)
        self.messages[index] = message
        return index

    def index(self, key: str) -> int:
        """Where the message with `key` is. Raises KeyError."""
        return self._numbers[key] + self._before

    def cut(self, index: int) -> None:
        """Forget the messages from `index` on."""
        self.version = next(_versions)
        for message in self.messages[index:]:
            self._numbers.pop(message.key, None)
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

    @staticmethod
    def _within(messages: Iterable[TranscriptMessage], characters: int) -> int:
        taken = 0
        for message in messages:
            characters -= len(message.text)
            if taken and characters < 0:
                break
            taken += 1
        return taken
