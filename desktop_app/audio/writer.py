"""The thread between the microphone and the file."""

from __future__ import annotations

import errno
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.audio.level import Meter
from desktop_app.audio.recorder_messages import Done, Failed, Lost, Message, Ready, Started
from desktop_app.audio.recordings import create_recording_file
from desktop_app.audio.take import Order, Take
from desktop_app.audio.wav_file import FRAME_BYTES, WavFile
from desktop_app.core.errors import RecordingProblem

_BLOCKS = 600  # a minute: how long a disk may take
_TICK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class _Block:
    sound: bytes
    moment: float
    overflowed: bool
    dropped_before: int


@dataclass(frozen=True, slots=True)
class _Given:
    order: Order
    moment: float


class Inbox:
    """Sound and orders in the order of their arrival; the sound's thread never waits."""

    def __init__(self) -> None:
        self._queue: queue.Queue[_Block | _Given | Failed] = queue.Queue(_BLOCKS)
        self._dropped = 0

    def put_sound(self, sound: bytes, overflowed: bool) -> None:
        """Leave a block; what does not fit is counted."""
        try:
            self._queue.put_nowait(_Block(sound, time.monotonic(), overflowed, self._dropped))
            self._dropped = 0
        except queue.Full:
            self._dropped += len(sound) // FRAME_BYTES

    def put_order(self, order: Order) -> None:
        """Leave an order, given now."""
        self._queue.put(_Given(order, time.monotonic()))

    def put_end(self) -> None:
        """The microphone has ended by itself."""
        self._queue.put(Failed(RecordingProblem.SERVER_GONE))

    def get(self) -> _Block | _Given | Failed | None:
        """The next item; None when nothing came for a moment."""
        try:
            return self._queue.get(timeout=_TICK_SECONDS)
        except queue.Empty:
            return None


class Writer(threading.Thread):
    """Listens until it is told to start, then writes; posts what happens, None at its end."""

    def __init__(
        self, inbox: Inbox, ready: Ready, folder: Path, post: Callable[[Message | None], None]
    ) -> None:
        """`ready` is posted when the first sound has arrived."""
        super().__init__(name="writer", daemon=True)
        self.meter = Meter()
        self.heard = time.monotonic()  # when the last block came
        self._inbox = inbox
        self._ready: Ready | None = ready
        self._rate = ready.rate
        self._folder = folder
        self._post = post
        self._take = Take(ready.rate, self._write)
        self._lost = 0
        self._file: WavFile | None = None

    @property
    def seconds(self) -> float:
        """Length of the recording so far."""
        return 0.0 if self._file is None else self._file.seconds

    def run(self) -> None:
        """Work until the order to stop, or until nothing more can be recorded."""
        try:
            while not self._take.ended:
                item = self._inbox.get()
                if isinstance(item, Failed):
                    self._post(item)
                    break
                self._handle(item)
            self._finish()
        except OSError as error:
            self._post(Failed(_problem_of(error), error.strerror or ""))
            self._finish()
        finally:
            self._post(None)

    def _handle(self, item: _Block | _Given | None) -> None:
        match item:
            case _Block():
                self._hear(item)
            case _Given(Order.START, moment):
                if self._file is None:
                    self._create_file()
                    self._take.order(Order.START, moment)
            case _Given(order, moment):
                self._take.order(order, moment)
        self._take.expire(time.monotonic())

    def _hear(self, block: _Block) -> None:
        self.heard = block.moment
        self.meter.add(block.sound)
        if block.dropped_before:
            self._take.dropped(block.dropped_before)
        if block.overflowed:
            self._take.gap()
        self._take.block(block.sound, block.moment)
        if self._ready is not None:
            self._post(self._ready)
            self._ready = None
        if self._take.lost_frames != self._lost:
            self._lost = self._take.lost_frames
            self._post(Lost(self._lost))

    def _create_file(self) -> None:
        path, file = create_recording_file(self._folder, datetime.now().astimezone())
        self._file = WavFile(file, self._rate)
        self._post(Started(str(path)))

    def _write(self, sound: bytes) -> None:
        assert self._file is not None
        self._file.write(sound)

    def _finish(self) -> None:
        if self._file is None:
            return
        frames, seconds = self._file.frames, self._file.seconds
        self._file.close()
        self._post(Done(frames, seconds, self._take.lost_frames))


def _problem_of(error: OSError) -> RecordingProblem:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return RecordingProblem.DISK_FULL
    return RecordingProblem.FOLDER_UNWRITABLE
