"""How long the event loop stalls while text streams into a widget."""

from __future__ import annotations

import gc
import statistics
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QTextBrowser, QWidget

TOKENS_A_SECOND = 1_000


@dataclass(frozen=True)
class Result:
    """Of one run, in milliseconds.

    `p99` and `longest` are stalls in processor time: what other programs take of the machine
    meanwhile is not in them. `wall` is the stalls' p99 by the clock, `frame` the processor time
    of the run for each painting.
    """

    p99: float
    longest: float
    wall: float
    frame: float


def spin(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.Paint
        return False


def measure(view: QTextBrowser, append: Callable[[str], None], text: str, seconds: float) -> Result:
    """Stream `text` into `view`, over and over; a precise 1 ms timer notices each stall."""
    tokens = [text[start : start + 4] for start in range(0, len(text), 4)]
    gaps: list[float] = []
    stalls: list[float] = []
    paintings = Paintings(view.viewport())
    gc.collect()
    started = last = time.perf_counter()
    began = last_cpu = time.process_time()
    sent = 0

    def beat() -> None:
        nonlocal last, last_cpu, sent
        now, cpu = time.perf_counter(), time.process_time()
        gaps.append(1_000 * (now - last))
        stalls.append(1_000 * (cpu - last_cpu))
        last, last_cpu = now, cpu
        while sent < (now - started) * TOKENS_A_SECOND:
            append(tokens[sent % len(tokens)])
            sent += 1

    timer = QTimer(view, interval=1, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)
    timer.start()
    spin(int(1_000 * seconds))
    timer.stop()
    frame = 1_000 * (time.process_time() - began) / max(1, paintings.count)
    gaps.sort()
    stalls.sort()
    late = int(len(gaps) * 0.99)
    return Result(stalls[late], stalls[-1], gaps[late], frame)


def median(runs: list[Result]) -> Result:
    return Result(
        statistics.median(run.p99 for run in runs),
        statistics.median(run.longest for run in runs),
        statistics.median(run.wall for run in runs),
        statistics.median(run.frame for run in runs),
    )
