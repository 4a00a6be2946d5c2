"""Paints a streamed reply at most once a frame, the first piece at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor

from desktop_app.ui.announcing import unspoken
from desktop_app.ui.transcript.reply import Reply

if TYPE_CHECKING:
    from desktop_app.ui.transcript.changes import Changes
    from desktop_app.ui.transcript.message import ReplyEnd, TranscriptMessage
    from desktop_app.ui.transcript.message_writer import MessageWriter
    from desktop_app.ui.transcript.paging import Paging
    from desktop_app.ui.transcript.reading_view import ReadingView

_FRAME = 16
"""Milliseconds from the beginning of a painting to that of the next."""
_SHARE = 2
"""A painting that took long is followed by a pause this many times as long."""


class Frames(QObject):
    """Lets the reply below the messages paint itself, and completes it after its end."""

    completed = Signal(object)
    """The reply is now this TranscriptMessage; its end is on the screen if it is in view."""

    def __init__(
        self, view: ReadingView, paging: Paging, changes: Changes, messages: MessageWriter
    ) -> None:
        super().__init__(view)
        self._view = view
        self._paging = paging
        self._changes = changes
        self._messages = messages
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.paint)

    def begin(self, begun: TranscriptMessage) -> None:
        """Stream a new reply, or one of which something has come already."""
        self.complete()
        self._changes.begin_reply(Reply(begun, self._messages))
        self.paint_soon()

    def resume(self, key: str) -> None:
        """Stream on in the last message. Raises KeyError if `key` is not the last one's."""
        self.complete()
        messages = self._paging.window.messages
        if not messages or messages[-1].key != key:
            raise KeyError(key)
        self._changes.resume_reply(Reply(messages[-1], self._messages))
        self.paint_soon()

    def append(self, text: str = "", reasoning: str = "") -> None:
        """Add to the reply; without one nothing happens."""
        reply = self._paging.reply
        if reply and not reply.ending:
            if text:
                reply.append_text(text)
            if reasoning:
                reply.append_reasoning(reasoning)
            self.paint_soon()

    def end(self, ending: ReplyEnd) -> None:
        """Nothing more comes; what waits is painted in the next frames."""
        reply = self._paging.reply
        if reply and not reply.ending:
            reply.ending = ending
            self.paint()

    def paint_soon(self) -> None:
        """Paint now, or in the next frame if this one is painted already."""
        if not self._timer.isActive():
            self.paint()

    def paint(self) -> None:
        """Paint what has come; what comes meanwhile waits for the next frame."""
        reply = self._paging.reply
        if reply is None:
            return
        if reply.is_attached and reply.is_waiting:
            started = time.perf_counter()
            self._paint(reply)
            cost = 1_000 * (time.perf_counter() - started)
            self._timer.start(round(max(_FRAME - cost, _SHARE * cost)))
        if reply.ending and not (reply.is_attached and reply.is_waiting):
            self.complete()

    def paint_all(self) -> None:
        """Paint everything that waits, now."""
        reply = self._paging.reply
        while reply and reply.is_attached and reply.is_waiting:
            self._paint(reply)
        if reply and reply.ending:
            self.complete()

    def complete(self) -> None:
        """Make the reply, if there is one, a message like all others, now."""
        reply = self._paging.reply
        if reply is None:
            return
        while reply.is_attached and reply.is_waiting:
            self._paint(reply)
        if reply.is_attached:
            with self._view.steady(reply.tail_position):
                reply.finish()
        message = self._changes.end_reply()
        if reply.ending and message:
            self.completed.emit(message)

    def _paint(self, reply: Reply) -> None:
        with self._view.steady(reply.tail_position):
            edit = QTextCursor(self._view.document())
            with unspoken(self._view):
                edit.beginEditBlock()
                reply.paint()
                edit.endEditBlock()
