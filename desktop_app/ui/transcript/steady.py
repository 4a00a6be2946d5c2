"""What a person reads and has selected, kept over a change of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextDocument

_Keep = QTextCursor.MoveMode.KeepAnchor


class ReadPlace:
    """The block at the top of the view, by which the view finds its place again.

    If the block itself is changed, what stands in front of the change is looked at instead.
    """

    def __init__(self, top: QTextBlock, value: int, changed: range | None) -> None:
        self._layout = top.document().documentLayout()
        self._cursor = QTextCursor(top)
        if changed is not None and top.position() in changed:
            self._cursor = _in_front(top.document(), changed)
        self._offset = self._top() - value

    def value(self) -> int:
        """Where the scroll bar has to stand now."""
        return round(self._top() - self._offset)

    def _top(self) -> float:
        return self._layout.blockBoundingRect(self._cursor.block()).top()


class Selection:
    """A selection that reaches into a part which is written anew with more of the same text."""

    def __init__(self, cursor: QTextCursor, changed: range) -> None:
        self._before = _in_front(cursor.document(), changed)
        self._anchor = self._place(cursor.anchor(), changed)
        self._position = self._place(cursor.position(), changed)

    def restored(self) -> QTextCursor:
        """The selection in the document as it is now."""
        cursor = QTextCursor(self._before.document())
        cursor.setPosition(self._now(self._anchor))
        cursor.setPosition(self._now(self._position), _Keep)
        return cursor

    def _place(self, position: int, changed: range) -> QTextCursor | int:
        """Within the change a number of characters, elsewhere a place that moves by itself."""
        if position in changed:
            return position - self._before.position()
        place = QTextCursor(self._before)
        place.setPosition(position)
        return place

    def _now(self, place: QTextCursor | int) -> int:
        if isinstance(place, QTextCursor):
            return place.position()
        last = self._before.document().characterCount() - 1
        return min(self._before.position() + place, last)


def reaches_into(cursor: QTextCursor, changed: range) -> bool:
    """Whether a selection has an end within what is changed."""
    return cursor.hasSelection() and (cursor.anchor() in changed or cursor.position() in changed)


def _in_front(document: QTextDocument, changed: range) -> QTextCursor:
    """A place that stays where the change begins, within the block before it."""
    place = QTextCursor(document)
    place.setPosition(max(0, changed.start - 1))
    place.setKeepPositionOnInsert(True)
    return place
