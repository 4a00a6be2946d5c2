"""The waiting of calls that a server had no room for, as long as a person lets it last."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from desktop_app.core.retries import RetryWaiting

_TICK = 100  # ms


class _Waiting(NamedTuple):
    """One call: until when, and what says whether it is to be made again."""

    told: RetryWaiting
    until: float  # of time.monotonic()
    outcome: asyncio.Future[bool]


class RetryWait(QObject):
    """The calls of one place wait here, mostly one; a person ends the waiting of all of them.

    `changed` tells that somebody waits, that some time has passed, or that nobody waits any more.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[_Waiting] = []
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._on_tick)

    @property
    def current(self) -> RetryWaiting | None:
        """What is waited for; of several calls, the one that is made again first."""
        return self._first.told if self._waiting else None

    @property
    def seconds_left(self) -> float:
        """Until that call is made again."""
        return max(0.0, self._first.until - time.monotonic()) if self._waiting else 0.0

    async def wait(self, told: RetryWaiting) -> bool:
        """Wait as long as it is told, or less; False when a person has had enough of it."""
        outcome: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        waiting = _Waiting(told, time.monotonic() + told.seconds, outcome)
        self._waiting.append(waiting)
        self._timer.start()
        self.changed.emit()
        try:
            return await outcome
        finally:
            self._waiting.remove(waiting)
            if not self._waiting:
                self._timer.stop()
            self.changed.emit()

    def retry_now(self) -> None:
        """Make the calls again at once."""
        self._end(self._waiting, retries=True)

    def give_up(self) -> None:
        """Let the calls fail as the server has refused them."""
        self._end(self._waiting, retries=False)

    @property
    def _first(self) -> _Waiting:
        return min(self._waiting, key=lambda waiting: waiting.until)

    def _on_tick(self) -> None:
        now = time.monotonic()
        self._end([waiting for waiting in self._waiting if waiting.until <= now], retries=True)
        self.changed.emit()

    @staticmethod
    def _end(ended: list[_Waiting], *, retries: bool) -> None:
        for waiting in ended:
            if not waiting.outcome.done():
                waiting.outcome.set_result(retries)
