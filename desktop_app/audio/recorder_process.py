"""The program that records: `python -m desktop_app.audio.recorder_process --folder FOLDER`.

A process of its own, because reading the microphone falls behind whatever holds the GIL, and
because PortAudio hangs when the sound server does. It listens at once, writes from the order
`start` on, reads orders on standard input, says JSON lines on standard output, and ends with its
standard input: so it also ends, with a complete file, when the window was killed.
"""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from desktop_app.audio.recorder_messages import (
    Failed,
    Level,
    Message,
    Ready,
    Recovered,
    Troubled,
    encode,
)
from desktop_app.audio.take import Order
from desktop_app.audio.writer import Inbox, Writer
from desktop_app.core.errors import RecordingFailed, RecordingProblem

_TICK_SECONDS = 0.1
_STALLED_SECONDS = 2.0
_SILENT_SECONDS = 3.0
_LAST_WORDS_SECONDS = 5.0  # how long it may outlive the window


def main(arguments: Sequence[str] | None = None) -> int:
    """List the devices, or record; the exit code is 0 when that worked."""
    faulthandler.enable()  # the window logs it
    parser = argparse.ArgumentParser(description="Record the microphone into WAV files.")
    parser.add_argument("--list-devices", action="store_true")
    parser.add_argument("--device", default="", help="identity; the system's default when empty")
    parser.add_argument("--folder", type=Path, default=Path())
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is meant for the window
    inbox = Inbox()
    signal.signal(signal.SIGTERM, lambda *_: inbox.put_order(Order.STOP))
    # Before PortAudio: when that hangs, the end of the window must still end this process.
    threading.Thread(target=_read_orders, args=(inbox,), name="orders", daemon=True).start()
    try:
        if options.list_devices:
            _list_devices()
        else:
            _record(options.device, options.folder, inbox)
    except RecordingFailed as failure:
        _say(Failed(failure.problem, failure.detail))
        return 1
    except BrokenPipeError:
        return 1
    return 0


def _list_devices() -> None:
    from desktop_app.audio.microphone import input_devices

    for device in input_devices():
        _say(device)


def _record(identity: str, folder: Path, inbox: Inbox) -> None:
    from desktop_app.audio.microphone import Microphone

    microphone = Microphone(identity)
    outbox: queue.SimpleQueue[Message | None] = queue.SimpleQueue()
    ready = Ready(microphone.device.name, microphone.rate)
    writer = Writer(inbox, ready, folder, outbox.put)
    writer.start()
    microphone.start(inbox.put_sound, inbox.put_end)
    try:
        _report(writer, outbox)
    except BrokenPipeError:
        writer.join(_LAST_WORDS_SECONDS)  # nobody listens: the file is still completed


def _report(writer: Writer, outbox: queue.SimpleQueue[Message | None]) -> None:
    """Say what the writer posts, and how loud it is, until the writer has ended.

    Only this thread writes to the pipe: when the window does not read, no sound is lost.
    """
    watch = _Watch(writer)
    next_tick = time.monotonic()
    while True:
        with contextlib.suppress(queue.Empty):
            message = outbox.get(timeout=max(0.0, next_tick - time.monotonic()))
            if message is None:
                return
            _say(message)
        if time.monotonic() >= next_tick:
            next_tick = time.monotonic() + _TICK_SECONDS
            for message in watch.look():
                _say(message)


class _Watch:
    """Looks at the writer now and then: how loud, does sound still come, is it more than zeros."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer
        self._not_silent = time.monotonic()
        self._troubles: set[RecordingProblem] = set()

    def look(self) -> list[Message]:
        """What there is to say since the last look."""
        now = time.monotonic()
        messages: list[Message] = []
        if (level := self._writer.meter.look()) is not None:
            peak, rms = level
            messages.append(Level(round(peak, 4), round(rms, 4), round(self._writer.seconds, 2)))
            if peak > 0:
                self._not_silent = now
        stalled = now - self._writer.heard >= _STALLED_SECONDS
        silent = not stalled and now - self._not_silent >= _SILENT_SECONDS
        messages += self._changes(RecordingProblem.STALLED, stalled)
        messages += self._changes(RecordingProblem.SILENT, silent)
        return messages

    def _changes(self, problem: RecordingProblem, troubled: bool) -> list[Message]:
        if troubled == (problem in self._troubles):
            return []
        self._troubles ^= {problem}
        return [Troubled(problem) if troubled else Recovered(problem)]


def _read_orders(inbox: Inbox) -> None:
    for line in sys.stdin:
        with contextlib.suppress(ValueError):  # an order of a later version
            inbox.put_order(Order(line.strip()))
    inbox.put_order(Order.STOP)
    time.sleep(_LAST_WORDS_SECONDS)
    os._exit(1)


def _say(message: Message) -> None:
    sys.stdout.write(encode(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    code = 2
    try:
        code = main()
    finally:
        os._exit(code)  # not sys.exit: closing PortAudio hangs with the sound server
