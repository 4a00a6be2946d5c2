"""The presenter of the microphone: listens while the tab is shown, records when asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.audio.devices import list_devices
from desktop_app.core.errors import RecordingFailed
from desktop_app.tabs.audio.state_text import StateText
from desktop_app.tabs.microphone import KEEPING, Microphone, MicrophoneState
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.audio.recorder_messages import Level
    from desktop_app.core.errors import RecordingProblem
    from desktop_app.tabs.audio.record_card import RecordCard
    from desktop_app.tabs.services import Services

_HIDDEN_FOR_LONG = 10_000  # ms


class RecordingPresenter(QObject):
    """Opens the microphone early, so that the first word is not clipped.

    `failed` carries what went wrong with a recording that was asked for. That no microphone is
    there to listen to is said quietly in the card.
    """

    started = Signal()
    finished = Signal(object)  # Recording
    failed = Signal(object)  # Exception

    def __init__(self, card: RecordCard, services: Services) -> None:
        super().__init__(card)
        self._card = card
        self._settings = services.settings
        self._words = StateText(self)
        self._errors = ErrorText(self)
        self._is_shown = False
        self._is_asked = False  # a recording begins as soon as the microphone is open
        self._microphone = Microphone(services.paths.recordings, self)
        self._microphone.state_changed.connect(self._show_state)
        self._microphone.level_changed.connect(self._on_level)
        self._microphone.troubled.connect(self._on_troubled)
        self._microphone.recovered.connect(lambda _problem: card.show_notice(""))
        self._microphone.failed.connect(self._on_failed)
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self.failed)
        self._devices = TaskRunner(self)
        self._long_hidden = QTimer(self, singleShot=True, interval=_HIDDEN_FOR_LONG)
        self._long_hidden.timeout.connect(self._on_hidden_for_long)
        card.record_requested.connect(self._on_record)
        card.pause_requested.connect(self._on_pause)
        card.device_chosen.connect(self._on_device_chosen)
        self._show_state()

    @property
    def is_recording(self) -> bool:
        """Whether what is said is kept, or left out while it is paused."""
        return self._microphone.state in KEEPING

    def on_shown(self) -> None:
        """The tab is in front."""
        self._is_shown = True
        self._long_hidden.stop()
        if self._microphone.state is MicrophoneState.CLOSED and not self._runner.busy:
            self._runner.start(self._listen())
        if not self.is_recording:
            self._devices.start(self._list_devices())

    def on_hidden(self) -> None:
        """Another tab is in front; a recording goes on."""
        self._is_shown = False
        self._long_hidden.start()

    def finish(self) -> None:
        """End the recording; `finished` follows."""
        if self.is_recording:
            self._runner.start(self._finish())

    async def close(self) -> None:
        """End the microphone; a recording is completed and kept."""
        await self._devices.close()
        await self._runner.close()
        await self._microphone.close()

    def _on_record(self) -> None:
        if self.is_recording:
            self.finish()
        elif self._is_asked:
            self._is_asked = False
        else:
            self._is_asked = True
            self._card.show_notice("")
            if not self._runner.busy:  # else what runs goes on to record
                self._runner.start(self._listen())
        self._show_state()

    def _on_pause(self) -> None:
        if self._microphone.state is MicrophoneState.PAUSED:
            self._microphone.resume()
        else:
            self._microphone.pause()
        self._show_state()

    def _on_device_chosen(self, identity: str) -> None:
        self._settings.update(self._settings.current._replace(microphone=identity))
        self._card.show_notice("")
        self._card.clear_level()
        if self._microphone.state is not MicrophoneState.ENDING:  # else it is opened next
            self._runner.start(self._listen())

    def _on_hidden_for_long(self) -> None:
        if not self.is_recording and not self._is_asked:
            self._runner.start(self._end())

    async def _listen(self) -> None:
        device = self._settings.current.microphone
        try:
            await self._microphone.open(device)
            if self._is_asked:
                await self._microphone.start(device)
                self.started.emit()
        except RecordingFailed as error:
            if self._is_asked:
                raise
            self._card.show_notice(self._errors.sentence(error))
        finally:
            self._is_asked = False
            self._show_state()

    async def _finish(self) -> None:
        recording = await self._microphone.stop()
        if recording.lost_frames and recording.frames:
            rate = recording.frames / recording.seconds
            self._card.show_notice(self._words.lost(recording.lost_frames / rate))
        self._card.show_elapsed(recording.seconds)
        self.finished.emit(recording)
        if self._is_asked or (self._is_shown and recording.problem is None):
            await self._listen()

    async def _end(self) -> None:
        await self._microphone.close()
        if self._is_asked:
            await self._listen()

    async def _list_devices(self) -> None:
        try:
            devices = await list_devices()
        except RecordingFailed:
            devices = ()  # said when the microphone is opened
        names = [(device.identity, device.name) for device in devices]
        self._card.show_devices(names, self._settings.current.microphone)

    def _on_level(self, level: Level) -> None:
        self._card.add_level(level.peak, level.rms)
        if self.is_recording:
            self._card.show_elapsed(level.seconds)

    def _on_troubled(self, problem: RecordingProblem) -> None:
        self._card.show_notice(self._errors.of_recording(problem))

    def _on_failed(self, error: RecordingFailed) -> None:
        if self.is_recording:
            self.failed.emit(error)
            self.finish()  # with what was said until then
        else:
            self._card.show_notice(self._errors.sentence(error))
            self._runner.start(self._end())

    def _show_state(self) -> None:
        state = self._microphone.state
        self._card.show_state(
            self._words.microphone(state, is_asked=self._is_asked),
            is_kept=self.is_recording,
            is_paused=state is MicrophoneState.PAUSED,
        )
        if state is MicrophoneState.CLOSED:
            self._card.clear_level()
