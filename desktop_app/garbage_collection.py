"""Python's cyclic collector, run on the GUI thread alone.

The collector runs in whichever thread allocates. In a worker it would destroy Qt objects there,
which ends in "Timers cannot be stopped from another thread" and a crash.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_INTERVAL_MS = 1000


class GuiThreadCollector(QObject):
    """Takes the collector over for the life of the program; made on the GUI thread.

    What is alive by then stays out of later collections, so that each takes a few ms at most.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self, interval=_INTERVAL_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def _collect(self) -> None:
        """Collect the oldest generation that is due, as the automatic collector would."""
        for generation, (count, threshold) in reversed(
            list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
        ):
            if threshold and count > threshold:
                gc.collect(generation)
                return
