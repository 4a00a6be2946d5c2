"""Paints a streamed reply at most once a frame, the first piece at once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QTextCursor

if TYPE_CHECKING:
    from desktop_app.ui.transcript.paging import Paging
    from desktop_app.ui.transcript.reading_view import ReadingView
    from desktop_app.ui.transcript.reply import Reply

_FRAME = 16
"""Milliseconds between two paintings of a stream."""
_SHARE = 3
"""A painting that took long is followed by a pause this many times as long."""


class Frames(QObject):
    """Lets the reply below the messages paint itself, and completes it after its end."""

    def __init__(self, view: ReadingView, paging: Paging) -> None:
        super().__init__(view)
        self._view = view
        self._paging = paging
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.paint)

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
            self._timer.start(max(_FRAME, round(_SHARE * cost)))
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
        self._paging.end()

    def _paint(self, reply: Reply) -> None:
        with self._view.steady(reply.tail_position):
            edit = QTextCursor(self._view.document())
            edit.beginEditBlock()
            reply.paint()
            edit.endEditBlock()
