"""Recording for the window: the recorder's process, seen from asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.audio.devices import RECORDER_COMMAND, TIME_LIMIT, start_recorder
from desktop_app.audio.recorder_messages import (
    Done,
    Failed,
    Level,
    Lost,
    Ready,
    RecorderEvent,
    Recovered,
    Started,
    Troubled,
    decode,
)
from desktop_app.audio.recordings import wav_frames
from desktop_app.core.errors import RecordingFailed, RecordingProblem

if TYPE_CHECKING:
    from desktop_app.core.child_process import ChildProcess


@dataclass(frozen=True, slots=True)
class Recording:
    """A file that is complete; `problem` says why it may be shorter than what was said."""

    path: Path
    seconds: float
    frames: int
    lost_frames: int
    problem: RecordingProblem | None = None


class Recorder:
    """One recording: opened (listening, with a pre-roll), started, paused, resumed, stopped.

    After a failure `stop` still returns what was saved. Whoever opens it ends it by `stop`, or by
    `close` when it was never started; both may be called at any time, also twice.
    """

    def __init__(self, child: ChildProcess, on_event: Callable[[RecorderEvent], None]) -> None:
        self.path: Path | None = None
        self._child = child
        self._on_event = on_event
        self._ready = asyncio.Event()
        self._started = asyncio.Event()
        self._done: Done | None = None
        self._failure: RecordingFailed | None = None
        self._lost_frames = 0
        self._ending = False
        self._reading = asyncio.ensure_future(self._read())

    @classmethod
    async def open(
        cls,
        device: str,
        folder: Path,
        on_event: Callable[[RecorderEvent], None] = lambda _event: None,
        *,
        command: Sequence[str] = RECORDER_COMMAND,
        environ: Mapping[str, str] | None = None,
        time_limit: float = TIME_LIMIT,
    ) -> Recorder:
        """Start to listen, without writing; on return sound arrives and the pre-roll fills.

        Args:
            device: `Device.identity`, or "" for the system's default.
            folder: Where the recording will be written; made when it is missing.
            on_event: Told everything that happens, on the loop's thread.
            command: How the recorder's process is started.
            environ: The process's environment; this process's own when None.
            time_limit: Seconds until a sound server that hangs is given up.

        Raises:
            RecordingFailed: the microphone cannot be used.
        """
        child = await start_recorder(
            [*command, "--device", device, "--folder", str(folder)], environ
        )
        recorder = cls(child, on_event)
        try:
            await recorder._reach(recorder._ready, time_limit)
        except BaseException:
            await asyncio.shield(recorder._kill())
            raise
        return recorder

    @property
    def pid(self) -> int:
        """The process id of the recorder."""
        return self._child.pid

    async def start(self) -> Path:
        """Begin to write, with the half second before this call; returns the new file.

        Raises:
            RecordingFailed: the file cannot be made, or the microphone has gone.
        """
        self._child.write_line("start")
        await self._reach(self._started, TIME_LIMIT)
        assert self.path is not None
        return self.path

    def pause(self) -> None:
        """Leave out what is said from now on."""
        self._child.write_line("pause")

    def resume(self) -> None:
        """Record again what is said from now on."""
        self._child.write_line("resume")

    async def stop(self) -> Recording:
        """End the recording with everything that was said until now.

        Raises:
            RecordingFailed: nothing was recorded at all.
        """
        self._ending = True
        self._child.write_line("stop")
        try:
            async with asyncio.timeout(TIME_LIMIT):
                await asyncio.shield(self._reading)
        except TimeoutError:
            await self._kill()
        return await self._result()

    async def close(self) -> None:
        """End the recorder; a recording that was started is completed first."""
        self._ending = True
        await self._child.stop()
        await asyncio.shield(self._reading)

    async def _kill(self) -> None:
        self._ending = True
        await self._child.stop(grace=0.0)
        await self._reading

    async def _reach(self, event: asyncio.Event, time_limit: float) -> None:
        try:
            async with asyncio.timeout(time_limit):
                await event.wait()
        except TimeoutError:
            raise RecordingFailed(RecordingProblem.NO_ANSWER) from None
        if self._failure is not None:
            raise self._failure

    async def _result(self) -> Recording:
        problem = self._failure.problem if self._failure else None
        if self.path is None:
            raise self._failure or RecordingFailed(RecordingProblem.DIED)
        if done := self._done:
            return Recording(self.path, done.seconds, done.frames, done.lost_frames, problem)
        frames, rate = await asyncio.to_thread(wav_frames, self.path)
        seconds = frames / rate if rate else 0.0
        return Recording(
            self.path, seconds, frames, self._lost_frames, problem or RecordingProblem.DIED
        )

    async def _read(self) -> None:
        """Follow the process until it has ended, then let everybody who waits go on."""
        try:
            async for line in self._child.lines():
                self._take(line)
            if self._done is None and self._failure is None and not self._ending:
                self._fail(Failed(RecordingProblem.DIED))
            await self._child.stop()
        finally:
            self._ready.set()
            self._started.set()

    def _take(self, line: str) -> None:
        match decode(line):
            case Ready():
                self._ready.set()
            case Started(path):
                self.path = Path(path)
                self._started.set()
            case Done() as done:
                self._done = done
            case Failed() as failed:
                self._fail(failed)
            case Level() | Lost() | Troubled() | Recovered() as event:
                self._tell(event)

    def _fail(self, failed: Failed) -> None:
        self._failure = RecordingFailed(failed.problem, failed.detail)
        self._tell(failed)

    def _tell(self, event: RecorderEvent) -> None:
        if isinstance(event, Lost):
            self._lost_frames = event.frames
        # Not called directly: an error of the listener must not end the reading.
        asyncio.get_running_loop().call_soon(self._on_event, event)
