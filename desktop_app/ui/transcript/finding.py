"""Finds places in the document: a text, a link."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor, QTextDocument


def find_round(
    document: QTextDocument, start: QTextCursor, text: str, *, backwards: bool
) -> QTextCursor:
    """The next place of `text` from `start`, going on at the other end; null if there is none."""
    flag = QTextDocument.FindFlag.FindBackward if backwards else QTextDocument.FindFlag(0)
    found = document.find(text, start, flag)
    if found.isNull():
        found = document.find(text, document.characterCount() - 1 if backwards else 0, flag)
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
