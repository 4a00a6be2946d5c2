"""Finds places in the document: a text, a link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument

from desktop_app.ui.transcript.formats import CHROME, ROLE
from desktop_app.ui.transcript.plain_text import with_whole_formulas


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
