"""The presenter of a dictation: records, has it written down, and inserts the words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from typing_extensions import override

from desktop_app.audio.recordings import Recordings, TranscriptState
from desktop_app.core.errors import HubError, NoModelChosen
from desktop_app.tabs.microphone import KEEPING, Microphone, MicrophoneState
from desktop_app.tabs.speech import SpeechOptions, keep_state, speech_model, write_down
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.audio.recorder_messages import Level
    from desktop_app.core.errors import RecordingFailed, RecordingProblem
    from desktop_app.tabs.services import Services
    from desktop_app.ui.dictation_control import DictationControl
    from desktop_app.ui.error_banner import ErrorBanner
    from desktop_app.ui.prompt_box import PromptBox


class DictationPresenter(QObject):
    """Records on a click and writes down on the next one."""

    def __init__(
        self,
        services: Services,
        prompt: PromptBox,
        banner: ErrorBanner,
        control: DictationControl,
    ) -> None:
        super().__init__(prompt)
        self._services = services
        self._prompt = prompt
        self._banner = banner
        self._errors = ErrorText(self)
        self._recordings = Recordings(services.paths.recordings)
        self._trouble = ""
        self._show_busy: Callable[[], None] = lambda: None
        self._control = control
        self._control.escape_pressed.connect(self._give_up)
        self._microphone = Microphone(services.paths.recordings, self)
        self._microphone.state_changed.connect(self._show)
        self._microphone.level_changed.connect(self._on_level)
        self._microphone.troubled.connect(self._on_troubled)
        self._microphone.recovered.connect(self._on_recovered)
        self._microphone.failed.connect(self._on_microphone_failed)
        self._runner = TaskRunner(self)
        self._runner.busy_changed.connect(self._show)
        self._runner.failed.connect(lambda error: banner.show_error(error, can_retry=False))
        prompt.installEventFilter(self)

    async def close(self) -> None:
        """End what is going on; a recording is completed and kept."""
        await self._runner.close()
        await self._microphone.close()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Left for another tab: the microphone must not go on unseen.
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self._finish()
        return False

    def take_click(self) -> None:
        """Begin, write down or give up, whichever is next."""
        if self._microphone.state in KEEPING:
            self._finish()
        elif self._runner.busy:
            self._runner.cancel()
        else:
            self._begin()
        self._show()  # the click has turned the button over by itself

    def _begin(self) -> None:
        session, settings = self._services.session, self._services.settings
        if session.models and not speech_model(session, settings):
            self._banner.show_sentence(self._sentence(NoModelChosen()))
            return
        self._banner.clear()
        self._trouble = ""
        self._start(self._record(), self._control.show_preparing)

    def _finish(self) -> None:
        if self._microphone.state in KEEPING:
            self._start(self._write_down(), self._control.show_writing)
        elif self._microphone.state is MicrophoneState.OPENING:
            self._runner.cancel()

    def _give_up(self) -> None:
        if self._microphone.state in KEEPING:
            self._start(self._put_aside(), self._control.show_idle)
        else:
            self._runner.cancel()

    def _start(self, work: Coroutine[object, object, None], show_it: Callable[[], None]) -> None:
        self._show_busy = show_it
        self._runner.start(work)

    async def _record(self) -> None:
        try:
            await self._microphone.start(self._services.settings.current.microphone)
        except asyncio.CancelledError:
            await self._microphone.close()
            raise

    async def _put_aside(self) -> None:
        await self._microphone.stop()
        self._banner.show_sentence(self._kept())

    async def _write_down(self) -> None:
        recording = await self._microphone.stop()
        try:
            words = await self._words(recording.path)
        except HubError as error:
            await keep_state(self._recordings, recording.path, TranscriptState.FAILED)
            self._say_kept(self._sentence(error))
            return
        if not words:
            self._say_kept(self.tr("No words were recognised."))
            return
        self._prompt.insert_words(words)
        await asyncio.to_thread(self._recordings.delete, recording.path)

    async def _words(self, path: Path) -> str:
        client = await self._services.session.client(self._banner.retry_wait)
        model = speech_model(self._services.session, self._services.settings)
        if not model:
            raise NoModelChosen
        return (await write_down(client, path, SpeechOptions(model))).text

    def _sentence(self, error: BaseException) -> str:
        if isinstance(error, NoModelChosen):
            return self.tr("The server lists no speech model. Choose one in the Audio tab.")
        return self._errors.sentence(error)

    def _say_kept(self, sentence: str) -> None:
        self._banner.show_sentence(f"{sentence} {self._kept()}")

    def _kept(self) -> str:
        return self.tr("The recording is kept in the Audio tab.")

    def _on_level(self, level: Level) -> None:
        if self._microphone.state in KEEPING:
            self._control.add_level(level.peak, level.rms)
            self._control.show_recording(level.seconds, self._trouble)

    def _on_troubled(self, problem: RecordingProblem) -> None:
        self._trouble = self._errors.of_recording(problem)

    def _on_recovered(self) -> None:
        self._trouble = ""

    def _on_microphone_failed(self, error: RecordingFailed) -> None:
        self._banner.show_error(error, can_retry=False)
        self._finish()  # with what was said until then

    def _show(self) -> None:
        match self._microphone.state:
            case MicrophoneState.RECORDING | MicrophoneState.PAUSED:
                self._control.show_recording(0.0)
            case _ if self._runner.busy:
                self._show_busy()
            case _:
                self._control.show_idle()
