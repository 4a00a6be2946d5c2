"""The microphone of a tab: one recorder at a time, its states and what it hears."""

from __future__ import annotations

from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.audio.recorder import Recorder, Recording
from desktop_app.audio.recorder_messages import (
    Failed,
    Level,
    RecorderEvent,
    Recovered,
    Troubled,
)
from desktop_app.core.errors import RecordingFailed


class MicrophoneState(Enum):
    """Sound is heard while LISTENING and kept while RECORDING."""

    CLOSED = auto()
    OPENING = auto()
    LISTENING = auto()
    RECORDING = auto()
    PAUSED = auto()
    ENDING = auto()


HEARING = frozenset({MicrophoneState.LISTENING, MicrophoneState.RECORDING, MicrophoneState.PAUSED})
KEEPING = frozenset({MicrophoneState.RECORDING, MicrophoneState.PAUSED})


class Microphone(QObject):
    """Opens a recorder for each recording. Its coroutines are awaited one after another.

    After `failed` the microphone is as good as closed, but `stop` still gives what was recorded.
    """

    state_changed = Signal(object)  # MicrophoneState
    level_changed = Signal(object)  # Level
    troubled = Signal(object)  # RecordingProblem: it goes on
    recovered = Signal(object)  # RecordingProblem
    failed = Signal(object)  # RecordingFailed: it is over

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._recorder: Recorder | None = None
        self._device = ""
        self._state = MicrophoneState.CLOSED

    @property
    def state(self) -> MicrophoneState:
        """What `state_changed` said last."""
        return self._state

    async def open(self, device: str) -> None:
        """Listen to `device` ("": the system's own choice); another one is closed before.

        Raises:
            RecordingFailed: it cannot be used.
        """
        if self._recorder is not None:
            if device == self._device and self._state in HEARING:
                return
            await self.close()
        self._set(MicrophoneState.OPENING)
        try:
            self._recorder = await Recorder.open(device, self._folder, self._on_event)
        except BaseException:
            self._set(MicrophoneState.CLOSED)
            raise
        self._device = device
        self._set(MicrophoneState.LISTENING)

    async def start(self, device: str) -> Path:
        """Record, from half a second before this call when it was listening; the new file.

        Raises:
            RecordingFailed: it cannot be used, or the file cannot be written.
        """
        await self.open(device)
        assert self._recorder is not None
        try:
            path = await self._recorder.start()
        except RecordingFailed:
            await self.close()
            raise
        self._set(MicrophoneState.RECORDING)
        return path

    def pause(self) -> None:
        """Leave out what is said from now on."""
        if self._recorder is not None and self._state is MicrophoneState.RECORDING:
            self._recorder.pause()
            self._set(MicrophoneState.PAUSED)

    def resume(self) -> None:
        """Record again what is said from now on."""
        if self._recorder is not None and self._state is MicrophoneState.PAUSED:
            self._recorder.resume()
            self._set(MicrophoneState.RECORDING)

    async def stop(self) -> Recording:
        """End the recording that was started; what was recorded, also after a failure.

        Raises:
            RecordingFailed: nothing was recorded at all.
        """
        assert self._recorder is not None, "start() comes first"
        self._set(MicrophoneState.ENDING)
        try:
            return await self._recorder.stop()
        finally:
            await self.close()

    async def close(self) -> None:
        """Hear nothing any more; a recording that was started is completed."""
        recorder = self._recorder
        if recorder is None:
            return
        self._set(MicrophoneState.ENDING)
        await recorder.close()
        if self._recorder is recorder:
            self._recorder = None
            self._set(MicrophoneState.CLOSED)

    def _on_event(self, event: RecorderEvent) -> None:
        if self._state not in HEARING:
            return
        match event:
            case Level():
                self.level_changed.emit(event)
            case Troubled(problem):
                self.troubled.emit(problem)
            case Recovered(problem):
                self.recovered.emit(problem)
            case Failed(problem, detail):
                self.failed.emit(RecordingFailed(problem, detail))
            case _:
                pass  # Lost: the recording itself says how many

    def _set(self, state: MicrophoneState) -> None:
        if state is not self._state:
            self._state = state
            self.state_changed.emit(state)
