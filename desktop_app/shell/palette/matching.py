"""Which commands a few typed letters mean, best first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop_app.shell.menu.commands import Command


class Entry(NamedTuple):
    """A command and the menu or tab it belongs to."""

    place: str
    command: Command

    @property
    def text(self) -> str:
        """As it is listed."""
        return f"{self.place}: {self.command.text}"


def matching(entries: Iterable[Entry], typed: str) -> Sequence[Entry]:
    """Those that hold every typed word; where it begins a word, before those where it does not."""
    words = typed.casefold().split()
    found = [
        (_rank(entry, words), entry)
        for entry in entries
        if all(word in entry.text.casefold() for word in words)
    ]
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


def _rank(entry: Entry, words: Sequence[str]) -> int:
    """How badly it fits: what the command or its place begins with counts most."""
    text, place = entry.command.text.casefold(), entry.place.casefold()
    rank = 0
    for word in words:
        if text.startswith(word):
            continue
        if place.startswith(word):
            rank += 1
        elif f" {word}" in text:
            rank += 2
        else:
            rank += 3 if word in text else 4
    return rank
