"""Which frames of an endless stream belong to the recording."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.audio.wav_file import FRAME_BYTES

PRE_ROLL_SECONDS = 0.5
_TAIL_SECONDS = 0.1  # the sound card is later than the hand
_PATIENCE_SECONDS = 0.6  # a stream that has stopped must not hold a command back
_HISTORY_SECONDS = 2.0  # what is kept while listening: the pre-roll, and delivery that is late


class Order(StrEnum):
    """What the window asks for."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


class StreamClock:
    """Tells the frame that belongs to a moment, from when the frames before it arrived.

    The block that came with the least delay dates the stream's first frame best.
    """

    def __init__(self, rate: int) -> None:
        self._rate = rate
        self._origin = math.inf
        self._origin_before_gap = math.inf

    def frames_arrived(self, end: int, moment: float) -> None:
        """Learn that the frames before `end` had arrived at `moment` (monotonic seconds)."""
        self._origin = min(self._origin, moment - end / self._rate)

    def frame_at(self, moment: float) -> int:
        """The frame that was heard at `moment`; 0 before anything has arrived."""
        return 0 if math.isinf(self._origin) else round((moment - self._origin) * self._rate)

    def begin_again(self) -> None:
        """Frames were lost by the system, nobody says how many: measure anew from here."""
        if math.isinf(self._origin_before_gap):
            self._origin_before_gap = self._origin
        self._origin = math.inf

    @property
    def lost_frames(self) -> int:
        """How far the stream has fallen behind since the first gap."""
        if math.isinf(self._origin) or math.isinf(self._origin_before_gap):
            return 0
        return max(0, round((self._origin - self._origin_before_gap) * self._rate))


@dataclass(frozen=True, slots=True)
class _Pending:
    order: Order
    frame: int
    deadline: float


class Take:
    """Cuts the stream at the moments of the orders; `write` gets what belongs to the recording.

    Orders take effect at the frame that was heard when they were given, which arrives later.
    """

    def __init__(self, rate: int, write: Callable[[bytes], None]) -> None:
        self._rate = rate
        self._write = write
        self._clock = StreamClock(rate)
        self._arrived = 0
        self._pending: deque[_Pending] = deque()
        self._history = bytearray()
        self._writing = False
        self._dropped = 0
        self.ended = False

    @property
    def lost_frames(self) -> int:
        """Frames that were heard and never came here."""
        return self._clock.lost_frames + self._dropped

    def gap(self) -> None:
        """The system lost frames before the next block, it does not say how many."""
        self._clock.begin_again()

    def dropped(self, frames: int) -> None:
        """This program lost `frames` itself before the next block."""
        self._dropped += frames
        self._arrived += frames

    def block(self, sound: bytes, moment: float) -> None:
        """Take the next frames, which arrived at `moment` (monotonic seconds)."""
        end = self._arrived + len(sound) // FRAME_BYTES
        self._clock.frames_arrived(end, moment)
        while self._pending and self._pending[0].frame <= end:
            pending = self._pending.popleft()
            cut = max(0, pending.frame - self._arrived) * FRAME_BYTES
            self._pass_on(sound[:cut])
            sound = sound[cut:]
            self._obey(pending.order)
        self._pass_on(sound)

    def order(self, order: Order, moment: float) -> None:
        """Obey at once (START), or when the frame of `moment` has arrived."""
        if order is Order.START:
            self._start(moment)
            return
        tail = _TAIL_SECONDS if order is Order.STOP else 0.0
        frame = self._clock.frame_at(moment + tail)
        self._pending.append(_Pending(order, frame, moment + _PATIENCE_SECONDS))
        if frame <= self._arrived:
            self.expire(math.inf)

    def expire(self, moment: float) -> None:
        """Obey the orders whose frames have not arrived in time."""
        while self._pending and self._pending[0].deadline <= moment:
            self._obey(self._pending.popleft().order)

    def _start(self, moment: float) -> None:
        first = self._clock.frame_at(moment) - round(PRE_ROLL_SECONDS * self._rate)
        late = max(0, self._arrived - first) * FRAME_BYTES
        self._writing = True
        if late:
            self._write(bytes(self._history[-late:]))
        self._history.clear()

    def _obey(self, order: Order) -> None:
        self._writing = order is Order.RESUME
        self.ended = self.ended or order is Order.STOP

    def _pass_on(self, sound: bytes) -> None:
        self._arrived += len(sound) // FRAME_BYTES
        if self.ended:
            return
        if self._writing:
            self._write(sound)
        else:
            self._history += sound
            surplus = len(self._history) - round(_HISTORY_SECONDS * self._rate) * FRAME_BYTES
            del self._history[: max(0, surplus)]
