"""How far work in a thread has come, told to the window not too often."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Signal

_INTERVAL = 0.05  # seconds


class Meter(QObject):
    """Called in any thread; `progressed` arrives in its receiver's."""

    progressed = Signal(int, int)  # done, of how many; 0 when that is not known

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.done = 0
        self._next = 0.0

    def restart(self) -> None:
        """Nothing is done yet."""
        self.done = 0
        self._next = 0.0

    def __call__(self, done: int, total: int) -> None:
        """So many of so many are done."""
        self.done = done
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _INTERVAL
            self.progressed.emit(done, total)
