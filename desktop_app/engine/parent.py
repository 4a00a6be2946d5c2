"""The pipe to the parent process: events out as lines of JSON, end of input as the order to end."""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import TYPE_CHECKING, Literal, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

Event = Literal["starting", "ready", "missing_part", "failed"]

_STDIN, _STDOUT, _STDERR = 0, 1, 2


class Parent:
    """Tells the parent what happens, and notices when the parent is gone.

    From here on everything else that is printed, also by C libraries, goes to stderr.
    """

    def __init__(self) -> None:
        sys.stdout.flush()
        self._out: TextIO = os.fdopen(os.dup(_STDOUT), "w", encoding="utf-8")
        os.dup2(_STDERR, _STDOUT)

    def announce(self, event: Event, **facts: str) -> None:
        """Write one event as a line of JSON; a parent that is gone is no error here."""
        try:
            self._out.write(json.dumps({"event": event, **facts}) + "\n")
            self._out.flush()
        except BrokenPipeError:
            return

    def when_gone(self, callback: Callable[[], None]) -> None:
        """Call back once, from a thread, when stdin ends: the parent closed it or was killed."""
        threading.Thread(target=_wait_for_end, args=(callback,), daemon=True).start()


def _wait_for_end(callback: Callable[[], None]) -> None:
    # os.read, not sys.stdin: a buffered reader would hold its lock at interpreter exit.
    while os.read(_STDIN, 4096):
        pass
    callback()
