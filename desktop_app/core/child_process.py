"""A child process that speaks in lines and ends when its standard input closes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import subprocess
import threading
from collections import deque
from collections.abc import AsyncIterator, Mapping, Sequence
from itertools import pairwise
from pathlib import PurePath
from typing import IO

from desktop_app.core.logs.child_trace import defect_in, trace_in
from desktop_app.core.own_command import CHILD

log = logging.getLogger(__name__)
_LAST_WORDS = 400  # lines of standard error that are looked at when a child has crashed
_LONGEST_LINE = 500


class ChildProcess:
    """Runs a command whose standard output is read line by line, off the loop's thread.

    The child must end when its standard input reaches its end: so it also ends when this
    process is killed. Threads are used because Qt's event loop has no child watcher of its own.
    Of what it prints to standard error, the trace of a crash is logged and nothing else.
    """

    def __init__(self, process: subprocess.Popen[str], name: str) -> None:
        self._process = process
        self._name = name
        self._loop = asyncio.get_running_loop()
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._reader = threading.Thread(target=self._read, name="child-lines", daemon=True)
        self._reader.start()
        threading.Thread(target=self._listen, name="child-errors", daemon=True).start()

    @classmethod
    async def start(
        cls, command: Sequence[str], environ: Mapping[str, str] | None = None
    ) -> ChildProcess:
        """Start `command` in a worker thread.

        Raises:
            OSError: the command cannot be run.
        """
        starting = asyncio.ensure_future(asyncio.to_thread(_spawn, command, environ))
        try:
            process = await asyncio.shield(starting)
        except asyncio.CancelledError:
            # The thread goes on: whatever it starts must not stay behind without an owner.
            await asyncio.shield(_end_orphan(starting))
            raise
        return cls(process, _name_of(command))

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid

    @property
    def returncode(self) -> int | None:
        """None while the child runs."""
        return self._process.poll()

    async def lines(self) -> AsyncIterator[str]:
        """Lines of the child's standard output until it ends."""
        while (line := await self._lines.get()) is not None:
            yield line

    def write_line(self, line: str) -> None:
        """Send a line; a child that is gone is left to `lines()` to report."""
        try:
            self._stdin.write(line + "\n")
            self._stdin.flush()
        except (BrokenPipeError, ValueError):
            return

    async def stop(self, grace: float = 3.0) -> None:
        """Close the child's input and wait up to `grace` seconds, then kill it.

        Who is cancelled meanwhile does not wait; the child is ended all the same.
        """
        await asyncio.shield(asyncio.to_thread(_end, self._process, grace))
        self._reader.join(timeout=0)

    @property
    def _stdin(self) -> IO[str]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _read(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as stream:
            for line in stream:
                self._post(line.rstrip("\n"))
        self._process.wait()
        self._post(None)

    def _listen(self) -> None:
        assert self._process.stderr is not None
        last_words: deque[str] = deque(maxlen=_LAST_WORDS)
        with self._process.stderr as stream:
            while line := stream.readline(_LONGEST_LINE):
                last_words.append(line := line.rstrip("\n"))
                if defect := defect_in(line):
                    log.error("%s: %s", self._name, defect)
        code = self._process.wait()
        if trace := trace_in(last_words):
            log.error("%s ended with code %s:\n%s", self._name, code, trace)

    def _post(self, line: str | None) -> None:
        try:
            self._loop.call_soon_threadsafe(self._lines.put_nowait, line)
        except RuntimeError:
            return  # the loop has closed: nobody listens any more


def _spawn(command: Sequence[str], environ: Mapping[str, str] | None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        list(command),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=None if environ is None else dict(environ),
        text=True,
        encoding="utf-8",
        errors="replace",
    )


def _name_of(command: Sequence[str]) -> str:
    """The module that is run, else the program."""
    for flag, module in pairwise(command):
        if flag in {"-m", CHILD}:
            return module
    return PurePath(command[0]).name


def _end(process: subprocess.Popen[str], grace: float) -> None:
    if process.stdin is not None:
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


async def _end_orphan(starting: asyncio.Future[subprocess.Popen[str]]) -> None:
    await asyncio.wait([starting])
    if not starting.cancelled() and starting.exception() is None:
        await asyncio.to_thread(_kill, starting.result())


def _kill(process: subprocess.Popen[str]) -> None:
    with process:  # closes its pipes and waits
        process.kill()
