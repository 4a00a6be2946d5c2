"""A dictation without a widget: records, and has what was said written down."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.audio.recordings import Recordings, TranscriptState
from desktop_app.core.errors import HubError, NoModelChosen
from desktop_app.tabs.microphone import KEEPING, Microphone, MicrophoneState
from desktop_app.tabs.speech import SpeechOptions, keep_state, speech_model
from desktop_app.tabs.speech_writer import write_down
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.core.errors import RecordingFailed, RecordingProblem
    from desktop_app.tabs.services import Services
    from desktop_app.ui.retry_wait import RetryWait

MaySend = Callable[[str], Awaitable[bool]]


class DictationState(Enum):
    """What is being done."""

    IDLE = auto()
    PREPARING = auto()
    RECORDING = auto()
    WRITING = auto()


async def send_freely(_model: str) -> bool:
    """Nobody needs to be asked."""
    return True


class Dictating(QObject):
    """Records on one word of the person and writes down on the next.

    What was not written down stays among the recordings of the Audio tab. `may_send` is awaited
    before a recording goes to the model of that name.
    """

    state_changed = Signal(object)  # DictationState, also when it stays the same
    level_changed = Signal(object)  # Level, while recording
    words_came = Signal(str)
    problem_found = Signal(str)  # a sentence
    failed = Signal(object)  # an error that a banner words

    def __init__(
        self,
        services: Services,
        retry_wait: RetryWait,
        parent: QObject,
        *,
        may_send: MaySend = send_freely,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._retry_wait = retry_wait
        self._may_send = may_send
        self._errors = ErrorText(self)
        self._recordings = Recordings(services.paths.recordings)
        self._doing = DictationState.IDLE
        self.trouble = ""
        """What disturbs the recording, as a sentence."""
        self._microphone = Microphone(services.paths.recordings, self)
        self._microphone.state_changed.connect(self._tell_state)
        self._microphone.level_changed.connect(self._on_level)
        self._microphone.troubled.connect(self._on_troubled)
        self._microphone.recovered.connect(self._on_recovered)
        self._microphone.failed.connect(self._on_microphone_failed)
        self._runner = TaskRunner(self)
        self._runner.busy_changed.connect(self._tell_state)
        self._runner.failed.connect(self.failed)
        services.session.left.connect(self._on_left)

    @property
    def state(self) -> DictationState:
        """What is being done now."""
        if self._microphone.state in KEEPING:
            return DictationState.RECORDING
        return self._doing if self._runner.busy else DictationState.IDLE

    async def close(self) -> None:
        """End what is going on; a recording is completed and kept."""
        await self._runner.close()
        await self._microphone.close()

    def toggle(self) -> None:
        """Begin, write down or give up, whichever is next."""
        if self._microphone.state in KEEPING:
            self.finish()
        elif self._runner.busy:
            self._runner.cancel()
        else:
            self._begin()

    def finish(self) -> None:
        """Write down what was said until now; a microphone that is not open yet is let go."""
        if self._microphone.state in KEEPING:
            self._start(self._write_down(), DictationState.WRITING)
        elif self._microphone.state is MicrophoneState.OPENING:
            self._runner.cancel()

    def give_up(self) -> None:
        """Write nothing down."""
        if self._microphone.state in KEEPING:
            self._start(self._put_aside(), DictationState.IDLE)
        else:
            self._runner.cancel()

    def _begin(self) -> None:
        session, settings = self._services.session, self._services.settings
        if session.models and not speech_model(session, settings):
            self.problem_found.emit(self._sentence(NoModelChosen()))
            return
        self.trouble = ""
        self._start(self._record(), DictationState.PREPARING)

    def _start(self, work: Coroutine[object, object, None], doing: DictationState) -> None:
        self._doing = doing
        self._runner.start(work)

    async def _record(self) -> None:
        try:
            await self._microphone.start(self._services.settings.current.microphone)
        except asyncio.CancelledError:
            await self._microphone.close()
            raise

    async def _put_aside(self) -> None:
        await self._microphone.stop()
        self.problem_found.emit(self._kept())

    async def _write_down(self) -> None:
        recording = await self._microphone.stop()
        try:
            words = await self._words(recording.path)
        except HubError as error:
            await keep_state(self._recordings, recording.path, TranscriptState.FAILED)
            self._say_kept(self._sentence(error))
            return
        if words is None:
            self._say_kept(self.tr("Nothing was sent."))
            return
        if not words:
            self._say_kept(self.tr("No words were recognised."))
            return
        self.words_came.emit(words)
        await asyncio.to_thread(self._recordings.delete, recording.path)

    async def _words(self, path: Path) -> str | None:
        """What was said; None when the person does not want it sent."""
        session, settings = self._services.session, self._services.settings
        client = await session.client(self._retry_wait)
        if not speech_model(session, settings):
            await session.settled()  # the program may just have started
        model = speech_model(session, settings)
        if not model:
            raise NoModelChosen
        if not await self._may_send(model):
            return None
        return (await write_down(client, path, SpeechOptions(model))).text

    def _on_left(self) -> None:
        """The server that writes it down is no longer asked; who still speaks speaks on."""
        if self.state is DictationState.WRITING:
            self._runner.cancel()
            self.problem_found.emit(self._kept())

    def _sentence(self, error: BaseException) -> str:
        if isinstance(error, NoModelChosen):
            return self.tr("The server lists no speech model. Choose one in the Audio tab.")
        return self._errors.sentence(error)

    def _say_kept(self, sentence: str) -> None:
        self.problem_found.emit(f"{sentence} {self._kept()}")

    def _kept(self) -> str:
        return self.tr("The recording is kept in the Audio tab.")

    def _on_level(self, level: object) -> None:
        if self._microphone.state in KEEPING:
            self.level_changed.emit(level)

    def _on_troubled(self, problem: RecordingProblem) -> None:
        self.trouble = self._errors.of_recording(problem)

    def _on_recovered(self) -> None:
        self.trouble = ""

    def _on_microphone_failed(self, error: RecordingFailed) -> None:
        self.failed.emit(error)
        self.finish()  # with what was said until then

    def _tell_state(self) -> None:
        self.state_changed.emit(self.state)
