"""What a child program tells in lines of JSON, awaited with a limit."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_PATIENCE = 15.0  # seconds


class Messages:
    """Lines of a running program, read as they come."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def next(self) -> dict[str, Any]:
        """The next message; fails when none comes in time."""
        try:
            message: dict[str, Any] = json.loads(self._lines.get(timeout=_PATIENCE))
        except queue.Empty:
            raise AssertionError("the program says nothing") from None
        return message

    def finish(self) -> None:
        """Kill the program and read its output to the end."""
        self._process.kill()
        self._reader.join()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)


@contextmanager
def telling_program(
    command: Sequence[str], environ: Mapping[str, str], folder: Path
) -> Iterator[Messages]:
    """Run `command` in `folder` and kill it in the end."""
    with subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.PIPE, text=True
    ) as process:
        messages = Messages(process)
        try:
            yield messages
        finally:
            messages.finish()
