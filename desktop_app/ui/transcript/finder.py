"""Finds a text in the whole conversation, wherever it is in the document or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.ui.transcript.hits_in_view import HitsInView
from desktop_app.ui.transcript.search import Search

if TYPE_CHECKING:
    from desktop_app.ui.transcript.changes import Changes
    from desktop_app.ui.transcript.message import TranscriptMessage
    from desktop_app.ui.transcript.page import Page
    from desktop_app.ui.transcript.paging import Paging
    from desktop_app.ui.transcript.reading_view import ReadingView

_SLICE = 0.003
"""Seconds of searching before the event loop has its turn."""
_REFRESHED = 400
"""Milliseconds after which what has changed meanwhile is counted again."""


class Finder(QObject):
    """Searches in slices, goes from hit to hit, marks the hits in view.

    A hit is known by its message and its number within it, so it stays while messages come.
    """

    changed = Signal()
    """There is news about the number of hits or the current one."""

    def __init__(self, view: ReadingView, page: Page, paging: Paging, changes: Changes) -> None:
        super().__init__(view)
        self.text = ""
        self._view, self._paging = view, paging
        self._search = Search()
        self._hits = HitsInView(view, page, paging, changes, self._search)
        self._key, self._ordinal = "", 0
        self._steps = self._start = 0
        self._is_sought = False
        self._shown = (0, 0)
        self._seen: tuple[int, int] | None = None
        self._slices = QTimer(self, singleShot=True, interval=0)
        self._slices.timeout.connect(self._on_slice)
        self._recount = QTimer(self, singleShot=True, interval=_REFRESHED)
        self._recount.timeout.connect(self._on_recount)
        view.changed.connect(self._on_view_changed)
        view.scrolled.connect(self._mark)

    @property
    def is_searching(self) -> bool:
        """Whether the numbers are not final yet."""
        return self._slices.isActive()

    @property
    def number(self) -> int:
        """Which hit is the current one, from 1; 0 if there is none."""
        return self._shown[0]

    @property
    def total(self) -> int:
        """How many hits there are."""
        return self._shown[1]

    def search(self, text: str) -> None:
        """Look for `text` from what is in view on, and show the first hit."""
        if text == self.text:
            return
        self.text = text
        self._steps = 0
        if text:
            self._start = self._hits.start()
            first = self._index() if self._key else self._paging.index_at(self._start)
            self._key, self._is_sought = "", True
            self._restart(max(0, first))
        else:
            self.clear()

    def step(self, by: int) -> None:
        """Go to the next hit (1) or to the one before (-1), as soon as all are known."""
        if not self.text:
            return
        self._steps += by
        if self._seen != self._state():
            self._restart(max(0, self._index()))
        elif not self.is_searching:
            self._settle()

    def complete(self) -> None:
        """Search what is left now, however long it takes."""
        while self.is_searching:
            self._on_slice()

    def select_hit(self) -> bool:
        """Make the current hit the selection, for who goes on reading there."""
        hit = self._hits.find(self.text, self._key, self._ordinal)
        if hit is not None:
            self._view.setTextCursor(hit)
        return hit is not None

    def clear(self) -> None:
        """Look for nothing."""
        self.text, self._key, self._shown = "", "", (0, 0)
        self._slices.stop()
        self._recount.stop()
        self._search.forget()
        self._mark()
        self.changed.emit()

    def _restart(self, first: int) -> None:
        self._seen = self._state()
        messages = self._messages()
        self._search.start(self.text, messages, min(first, max(0, len(messages) - 1)))
        self._slices.start()
        self._on_slice()

    def _on_slice(self) -> None:
        if self._seen and self._seen[0] != self._paging.window.version:
            self._restart(max(0, self._index()))
            return
        found = self._search.run(_SLICE)
        if found is not None and self._is_sought:
            key = self._search.messages[found].key
            self._go(found, self._hits.ordinal_from(self.text, key, self._start))
        if self._search.is_complete:
            self._slices.stop()
            self._settle()
        else:
            self._slices.start()

    def _settle(self) -> None:
        """All messages are known: take the steps that waited, and tell the numbers."""
        while self._steps:
            step = 1 if self._steps > 0 else -1
            self._steps -= step
            index, ordinal = self._index(), self._ordinal
            if index < 0:
                index, ordinal = self._paging.top_index(), -1 if step > 0 else 0
            hit = self._search.hit_beside(index, ordinal, step)
            if hit is not None:
                self._go(*hit)
        self._is_sought = False
        index = self._index()
        count = self._search.counts[index] if index >= 0 else 0
        self._ordinal = min(self._ordinal, max(0, count - 1))
        self._key = self._key if count else ""
        number = self._search.number(index, self._ordinal) if count else 0
        self._shown = (number, self._search.total)
        self._mark()
        self.changed.emit()

    def _go(self, index: int, ordinal: int) -> None:
        self._is_sought = False
        self._key, self._ordinal = self._search.messages[index].key, ordinal
        self._hits.go(self.text, index, self._key, ordinal)
        self._mark()

    def _mark(self) -> None:
        if self.text or self._view.extraSelections():
            self._hits.mark(self.text, self._key, self._ordinal)

    def _on_view_changed(self) -> None:
        if self.text:
            self._mark()
            if not self._recount.isActive():
                self._recount.start()

    def _on_recount(self) -> None:
        state = self._state()
        if not self.text or self.is_searching or self._seen == state:
            return
        reply = self._paging.reply
        if reply and self._seen and self._seen[0] == state[0]:
            self._seen = state
            self._search.recount_last(reply.message())
            self._settle()
        else:
            self._restart(max(0, self._index()))

    def _state(self) -> tuple[int, int]:
        """What the numbers depend on: the messages, and how far the reply has come."""
        reply = self._paging.reply
        return self._paging.window.version, reply.length if reply else -1

    def _index(self) -> int:
        """Where the message of the current hit is; -1 if there is none."""
        window, reply = self._paging.window, self._paging.reply
        if reply and reply.key == self._key:
            return len(window.messages)
        return window.index(self._key) if self._key in window else -1

    def _messages(self) -> list[TranscriptMessage]:
        reply = self._paging.reply
        known = self._paging.window.messages
        return [*known, reply.message()] if reply else list(known)
