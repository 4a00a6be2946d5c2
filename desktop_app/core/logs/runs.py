"""A file for each run of the program, gone at an orderly end: what is left tells of a crash.

The first paint waits for this module.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PREFIX, SUFFIX = "run-", ".txt"


class Run:
    """The file of this run. Python's own trace of a crash goes into it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / f"{PREFIX}{time.time_ns()}-{os.getpid()}{SUFFIX}"
        self._stream: BinaryIO | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            new = self._path.with_suffix(".new")
            self._stream = new.open("xb", buffering=0)
            _hold(self._stream)  # before it has the name by which others look for it
            new.rename(self._path)
            faulthandler.enable(self._stream)
        except OSError:  # the disk is full or read-only: the program runs all the same
            if sys.stderr is not None:
                faulthandler.enable()

    def note(self, text: str) -> None:
        """Write down what is about to end the program."""
        if self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.write(f"{text}\n".encode("utf-8", "replace"))

    def limit_ending(self, seconds: float) -> None:
        """End the program the hard way, and note where it was, if it has not ended by then."""
        if self._stream is not None:
            faulthandler.dump_traceback_later(seconds, exit=True, file=self._stream)

    def end(self) -> None:
        """The program ends in order."""
        faulthandler.cancel_dump_traceback_later()
        faulthandler.disable()
        if self._stream is not None:
            self._stream.close()
            with contextlib.suppress(OSError):
                self._path.unlink()


@contextmanager
def noted_run(folder: Path, header: str) -> Iterator[Run]:
    """Note a run of the program; an exception that ends it leaves its trace behind."""
    run = Run(folder)
    run.note(header)
    try:
        yield run
    except Exception as error:
        from desktop_app.core.logs.traces import trace_of

        run.note(trace_of(error))
        raise
    except BaseException:  # SystemExit, Ctrl-C
        run.end()
        raise
    run.end()


def _hold(stream: BinaryIO) -> None:
    """Let others see that this run goes on; the lock goes with the process, however it ends."""
    if sys.platform != "win32":  # there an open file cannot be renamed, which says the same
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
