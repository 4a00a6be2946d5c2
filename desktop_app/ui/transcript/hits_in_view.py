"""Shows hits in the document: goes to one, marks all that are in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from desktop_app.ui.transcript.finding import places
from desktop_app.ui.transcript.formats import SIDE

if TYPE_CHECKING:
    from desktop_app.ui.transcript.changes import Changes
    from desktop_app.ui.transcript.page import Page
    from desktop_app.ui.transcript.paging import Paging
    from desktop_app.ui.transcript.reading_view import ReadingView
    from desktop_app.ui.transcript.search import Search


class HitsInView:
    """Lays a colour behind every hit in view, a stronger one behind the current hit.

    Reasoning is unfolded for a hit in it, and folded again when the next hit is elsewhere.
    """

    def __init__(
        self, view: ReadingView, page: Page, paging: Paging, changes: Changes, search: Search
    ) -> None:
        self._view, self._page, self._paging = view, page, paging
        self._changes, self._search = changes, search
        self._opened = ""  # the message whose reasoning was unfolded for its hit

    def go(self, text: str, index: int, key: str, ordinal: int) -> None:
        """Show hit `ordinal` of `text` in the message with `key`, number `index` of all."""
        window = self._paging.window
        if index >= len(window.messages):
            self._paging.show_end(is_anew=False)
        elif not window.first <= index < window.last:
            self._paging.show_from(index)
        self._open(key, is_hit_there=ordinal < self._folded(key))
        hit = self.find(text, key, ordinal)
        self._view.reveal(hit.selectionStart() if hit else self._page.range_of(key)[0])

    def find(self, text: str, key: str, ordinal: int) -> QTextCursor | None:
        """A hit in the document, or the last before it; there may be none in what is cut."""
        ordinal -= self._folded(key)
        if not text or ordinal < 0 or not self._page.holds(key):
            return None
        start, end = self._page.range_of(key)
        hit: QTextCursor | None = None
        for number, place in enumerate(places(self._block(start), end, text)):
            hit = place
            if number == ordinal:
                break
        return hit

    def start(self) -> int:
        """Where a search begins in the document: at what is selected, or at the top of the view."""
        cursor = self._view.textCursor()
        in_view = self._view.viewport().rect().contains(self._view.cursorRect().center())
        if cursor.hasSelection() and in_view:
            return cursor.selectionStart()
        return self._view.cursorForPosition(QPoint(SIDE, 0)).position()

    def ordinal_from(self, text: str, key: str, position: int) -> int:
        """The first hit in a message that is not above `position`, else its last; from 0."""
        if not self._page.holds(key):
            return 0
        start, end = self._page.range_of(key)
        if position <= start:
            return 0
        hits = [hit.selectionStart() for hit in places(self._block(start), end, text)]
        before = self._folded(key) + sum(hit < position for hit in hits)
        return min(before, max(0, self._folded(key) + len(hits) - 1))

    def mark(self, text: str, key: str, ordinal: int) -> None:
        """Mark `text`, the current hit most; with no text there is no mark."""
        if not text:
            self._view.setExtraSelections([])
            return
        current = self.find(text, key, ordinal)
        start = current.selectionStart() if current else -1
        look = self._view.look
        quiet, strong = _mark(look.selection, look.text), _mark(look.accent, look.background)
        lower_edge = QPoint(SIDE, self._view.viewport().height())
        first = self._view.cursorForPosition(QPoint(SIDE, 0)).block()
        last = self._view.cursorForPosition(lower_edge).block()
        marks = []
        for hit in places(first, last.position() + last.length(), text):
            mark = QTextEdit.ExtraSelection()
            mark.cursor = hit
            mark.format = strong if hit.selectionStart() == start else quiet
            marks.append(mark)
        self._view.setExtraSelections(marks)

    def _folded(self, key: str) -> int:
        """How many hits, the first of their message, are in reasoning that is folded."""
        return 0 if key in self._page.unfolded else self._search.count_in_reasoning(key)

    def _open(self, key: str, *, is_hit_there: bool) -> None:
        if self._opened not in {"", key} and self._opened in self._page.unfolded:
            self._changes.fold(self._opened)
        if self._opened != key:
            self._opened = ""
        if is_hit_there:
            self._opened = key
            self._changes.fold(key)

    def _block(self, position: int) -> QTextBlock:
        return self._view.document().findBlock(position)


def _mark(background: str, text: str) -> QTextCharFormat:
    mark = QTextCharFormat()
    mark.setBackground(QColor(background))
    mark.setForeground(QColor(text))
    return mark
