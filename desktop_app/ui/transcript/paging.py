"""Loads and drops messages as a person scrolls, so that the document stays small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtGui import QTextCursor

from desktop_app.ui.transcript.window import OPENED, MessageWindow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.ui.transcript.code_colours import CodeColours
    from desktop_app.ui.transcript.message import MessageAction, TranscriptMessage
    from desktop_app.ui.transcript.page import Page
    from desktop_app.ui.transcript.reading_view import ReadingView
    from desktop_app.ui.transcript.reply import Reply

_AT_ONCE = 4
"""Messages loaded in one turn of the event loop."""
_CHARACTERS_AT_ONCE = 3_000
_FIRST = 8
"""Messages loaded before a conversation is shown: more than a screenful."""
_FIRST_CHARACTERS = 5_000
_DROPPED = 20
"""Messages dropped at once above the end that is followed."""
_RENEWED = 120_000
"""Streamed characters after which the page is written anew."""


class Paging(QObject):
    """Keeps a window of the conversation, and the reply below it, on the page."""

    def __init__(self, view: ReadingView, page: Page, colours: CodeColours) -> None:
        super().__init__(view)
        self.window = MessageWindow()
        self.reply: Reply | None = None
        self.is_paused = False
        self.streamed = 0
        self._view = view
        self._page = page
        self._colours = colours
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.load)
        view.scrolled.connect(self._timer.start)

    @property
    def is_loading(self) -> bool:
        """Whether more is loaded in the next turns of the event loop."""
        return self._timer.isActive()

    def load_soon(self) -> None:
        """Load what is missing near the view, in the next turns of the event loop."""
        self._timer.start()

    def open(self, messages: Sequence[TranscriptMessage]) -> None:
        """Show the end of another conversation."""
        self.window = MessageWindow(messages)
        self.reply = None
        self.show_end()

    def show_end(self, *, is_anew: bool = True) -> None:
        """Show the end and follow it; write it anew, or only if it is not on the page."""
        is_behind = self.window.has_newer or (self.reply and not self.reply.is_attached)
        if is_anew or is_behind:
            self._clear()
            self.window.show_end()
            self._page.append(self.window.older(_FIRST, _FIRST_CHARACTERS))
            self.attach_reply()
            self._timer.start()
        self._view.follow()

    def renew(self) -> None:
        """Write the page anew after much was streamed: a document forgets none of its formats."""
        is_idle = self._view.is_following and not self._view.textCursor().hasSelection()
        if self.streamed > _RENEWED and is_idle:
            self.show_end()

    def show_from(self, index: int) -> None:
        """Show the message at `index` at the top of the view."""
        self._clear()
        self.window.show_around(index)
        self._page.append(self.window.newer(_FIRST, _FIRST_CHARACTERS))
        self.attach_reply()
        self._view.leave_end()
        self._timer.start()

    def text_of(self, key: str) -> str:
        """The text of a message, or of the reply so far. Raises KeyError."""
        if self.reply and self.reply.key == key:
            return str(self.reply.text)
        return self.window.messages[self.window.index(key)].text

    def actions_of(self, key: str) -> tuple[MessageAction, ...]:
        """What can be done with a message; nothing while it streams."""
        if not key or (self.reply and self.reply.key == key):
            return ()
        return self.window.messages[self.window.index(key)].actions

    def load(self) -> None:
        """Load what is missing near the view; comes back until nothing is."""
        self._timer.stop()
        if self.is_paused:
            return
        bar, window = self._view.verticalScrollBar(), self.window
        height = self._view.viewport().height()
        if window.has_newer and bar.maximum() - bar.value() < 2 * height:
            self._load_newer()
        elif window.has_older and (bar.value() < 2 * height or not window.is_full):
            self._load_older()
        else:
            return
        self._timer.start()

    def keep_only(self, first: int, last: int) -> None:
        """Take off the page what is not between its messages `first` and `last` (excluded)."""
        with self._view.steady():
            if last < len(self._page):
                self._detach_reply()
                dropped = max(0, len(self._page) - last)
                self._page.drop(len(self._page) - dropped, len(self._page))
                self.window.last -= dropped
            self._page.drop(0, first)
            self.window.first += first

    def top_index(self) -> int:
        """Which message of the conversation is at the top of the view."""
        block = self._view.cursorForPosition(QPoint(self._view.viewport().width() // 2, 0))
        return self.index_at(block.position())

    def index_at(self, position: int) -> int:
        """Which message of the conversation stands at a position of the document."""
        return self.window.first + self._page.index_at(position)

    def _load_older(self) -> None:
        with self._view.steady():
            self._page.prepend(self.window.older(_AT_ONCE, _CHARACTERS_AT_ONCE))
            if self.window.is_overfull and not self._view.is_following:
                self._detach_reply()
                count = min(_AT_ONCE, self.window.last - self.window.first - 1)
                self._page.drop(len(self._page) - count, len(self._page))
                self.window.last -= count

    def _load_newer(self) -> None:
        with self._view.steady():
            self._page.append(self.window.newer(_AT_ONCE, _CHARACTERS_AT_ONCE))
            self.attach_reply()
            if self.window.is_overfull:
                self._page.drop(0, _AT_ONCE)
                self.window.first += _AT_ONCE

    def drop_above(self) -> None:
        """Where the end is followed, keep what is above it short."""
        count = self.window.last - self.window.first
        if self._view.is_following and count > OPENED + _DROPPED:
            self._page.drop(0, count - OPENED)
            self.window.first += count - OPENED

    def attach_reply(self) -> None:
        """Write the reply below the messages, if it belongs on the page and is not there."""
        if self.reply and not self.reply.is_attached and not self.window.has_newer:
            self.reply.attach(self._page)

    def _detach_reply(self) -> None:
        if self.reply and self.reply.is_attached:
            self._page.drop(len(self._page) - 1, len(self._page))
            self.reply.detach()

    def _clear(self) -> None:
        self._view.setTextCursor(QTextCursor(self._view.document()))
        self._colours.clear()
        self._page.clear()
        self.streamed = 0
        if self.reply:
            self.reply.detach()
