"""Finds places in the document: a text, a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from desktop_app.ui.transcript.formats import CHROME, ROLE
from desktop_app.ui.transcript.plain_text import with_whole_formulas

_NEAR = 300
"""Characters within which all words of a passage stand."""


def places(first: QTextBlock, end: int, text: str) -> Iterator[QTextCursor]:
    """Where `text` stands between the block `first` and the position `end`, each selected.

    Case does not count. Headings and the program's own labels are left out.
    """
    pattern = re.compile(re.escape(text), re.IGNORECASE)
    block = first
    while block.isValid() and block.position() < end:
        shape = block.blockFormat()
        if not (shape.hasProperty(CHROME) or shape.hasProperty(ROLE)):
            line = block.text()
            for match in pattern.finditer(line):
                start = block.position() + _units(line[: match.start()])
                cursor = QTextCursor(block.document())
                cursor.setPosition(start)
                cursor.setPosition(start + _units(match[0]), QTextCursor.MoveMode.KeepAnchor)
                yield with_whole_formulas(cursor)
        block = block.next()


def passage(first: QTextBlock, end: int, words: Sequence[str]) -> QTextCursor | None:
    """The first of `words` where the others follow soon, selected; else where it stands alone."""
    found: QTextCursor | None = None
    for place in places(first, end, words[0]):
        if first.document().characterAt(place.selectionStart() - 1).isalnum():
            continue  # the end of a longer word
        rest = QTextCursor(place)
        rest.setPosition(place.selectionEnd())
        rest.setPosition(min(rest.position() + _NEAR, end - 1), QTextCursor.MoveMode.KeepAnchor)
        behind = rest.selectedText().casefold()
        if all(word.casefold() in behind for word in words[1:]):
            return place
        found = found or place
    return found


def relabel_link(document: QTextDocument, target: str, label: str) -> None:
    """Let the link to `target` read `label`; nothing happens if it is not there."""
    block = document.begin()
    while block.isValid():
        iterator = block.begin()
        while not iterator.atEnd():
            fragment = iterator.fragment()
            if fragment.charFormat().anchorHref() == target:
                cursor = QTextCursor(document)
                cursor.setPosition(fragment.position())
                end = fragment.position() + fragment.length()
                cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
                cursor.insertText(label, fragment.charFormat())
                return
            iterator += 1
        block = block.next()


def _units(text: str) -> int:
    """The length of `text` as Qt counts it, in UTF-16."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2
