"""How long the event loop stalls, how much it works, and how many frames it paints.

A precise timer beats every millisecond; the gap between two of its beats is a stall. Of each gap
two times are taken: by the clock, and the processor time of the whole process. The smaller one is
the stall: what other programs take of the machine is in neither, nor what this program does in
other threads without holding the event loop up.
"""

from __future__ import annotations

import asyncio
import gc
import itertools
import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

TOKENS_A_SECOND = 1_000
FRAME = 1 / 60  # seconds


@dataclass
class Run:
    """What was seen in one run: seconds, and a pair (clock, processor) for each beat."""

    seconds: float = 0.0
    processor: float = 0.0
    beats: list[tuple[float, float]] = field(default_factory=list)
    own: list[float] = field(default_factory=list)  # what the window's thread worked in each
    paintings: list[float] = field(default_factory=list)

    @property
    def frames(self) -> float:
        """The share of a sixtieth of a second each in which something was painted."""
        return len({int(at / FRAME) for at in self.paintings}) / max(1.0, self.seconds / FRAME)


@dataclass(frozen=True)
class Result:
    """Several runs of the same, in milliseconds.

    `p99` is that of all their stalls together, `longest` the median of the runs' longest ones;
    `clock` and `longest_by_clock` are the same with what other programs took. `calmest` is the
    lowest p99 of a run and `frames` the highest share of frames painted: a neighbour on the same
    machine can only spoil them. `own` is the most that the window's thread worked between two
    beats, in the best of the runs: neither other threads nor a neighbour are in it. `load` is the
    share of a processor that was used, `frame` the processor time for each painting.
    """

    p99: float
    calmest: float
    own: float
    longest: float
    clock: float
    longest_by_clock: float
    load: float
    frame: float
    frames: float


def result(runs: Sequence[Run]) -> Result:
    """What the runs say together."""
    stalls = [[1_000 * min(beat) for beat in run.beats] for run in runs]
    clocks = [[1_000 * clock for clock, _ in run.beats] for run in runs]
    processor, seconds = sum(run.processor for run in runs), sum(run.seconds for run in runs)
    return Result(
        p99=_p99(itertools.chain(*stalls)),
        calmest=min(map(_p99, stalls)),
        own=1_000 * min(max(run.own) for run in runs),
        longest=statistics.median(map(max, stalls)),
        clock=_p99(itertools.chain(*clocks)),
        longest_by_clock=statistics.median(map(max, clocks)),
        load=processor / seconds,
        frame=1_000 * processor / max(1, sum(len(run.paintings) for run in runs)),
        frames=max(run.frames for run in runs),
    )


def print_table(results: Mapping[str, Result]) -> None:
    print(f"{'milliseconds':26}   p99   max  | by clock p99   max  | load  a frame  frames held")
    for name, row in results.items():
        print(
            f"{name:26}{row.p99:6.1f}{row.longest:6.1f}  |{row.clock:13.1f}"
            f"{row.longest_by_clock:6.1f}  |{row.load:5.0%}{row.frame:9.1f}{row.frames:13.0%}"
        )


class Heartbeat(QObject):
    """Beats while `run` is taken; `on_beat` is told the seconds since the start."""

    def __init__(
        self, painted: QWidget, on_beat: Callable[[float], None] = lambda _seconds: None
    ) -> None:
        super().__init__(painted)
        self._run = Run()
        self._on_beat = on_beat
        self._painted = painted
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        gc.collect()
        self._painted.installEventFilter(self)
        self._started = self._last = time.perf_counter()
        self._began = self._last_processor = time.process_time()
        self._last_own = time.thread_time()
        self._timer.start()

    def stop(self) -> Run:
        self._timer.stop()
        self._painted.removeEventFilter(self)
        self._run.seconds = time.perf_counter() - self._started
        self._run.processor = time.process_time() - self._began
        return self._run

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._run.paintings.append(time.perf_counter() - self._started)
        return False

    def _beat(self) -> None:
        now, processor = time.perf_counter(), time.process_time()
        self._run.beats.append((now - self._last, processor - self._last_processor))
        own = time.thread_time()
        self._run.own.append(own - self._last_own)
        self._last, self._last_processor, self._last_own = now, processor, own
        self._on_beat(now - self._started)


async def streamed(
    painted: QWidget, append: Callable[[str], None], text: str, seconds: float
) -> Run:
    """Hand over `text`, over and over, a thousand tokens of four characters a second."""
    tokens = itertools.cycle([text[start : start + 4] for start in range(0, len(text), 4)])
    sent = 0

    def feed(since: float) -> None:
        nonlocal sent
        while sent < since * TOKENS_A_SECOND:
            append(next(tokens))
            sent += 1

    heartbeat = Heartbeat(painted, feed)
    heartbeat.start()
    await asyncio.sleep(seconds)
    return heartbeat.stop()


async def idle(painted: QWidget, seconds: float) -> Run:
    """Only the heartbeat."""
    heartbeat = Heartbeat(painted)
    heartbeat.start()
    await asyncio.sleep(seconds)
    return heartbeat.stop()


def _p99(stalls: Iterable[float]) -> float:
    ordered = sorted(stalls)
    return ordered[int(len(ordered) * 0.99)]
