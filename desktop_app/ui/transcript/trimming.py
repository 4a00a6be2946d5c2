"""Takes whole blocks away from the beginning of a text that grows without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextTable

if TYPE_CHECKING:
    from desktop_app.ui.transcript.writer import Mark


def drop_beginning(start: Mark, characters: int) -> None:
    """Remove about so many characters behind `start`: whole blocks, and whole tables."""
    cursor = start.at()
    cursor.setPosition(start.position + characters)
    table = cursor.currentFrame()
    if isinstance(table, QTextTable):
        cursor = table.lastCursorPosition()
        cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
    cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
    cursor.setPosition(start.position, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
