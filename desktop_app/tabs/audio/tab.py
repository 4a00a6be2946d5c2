"""The presenter of the Audio tab: which sound is chosen, and its words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.errors import HubError
from desktop_app.tabs.audio.files import save_transcript, size_of_sound
from desktop_app.tabs.audio.library import Library
from desktop_app.tabs.audio.recording import RecordingPresenter
from desktop_app.tabs.audio.run_display import RunDisplay
from desktop_app.tabs.audio.shown_sound import ShownSound
from desktop_app.tabs.audio.state_text import StateText
from desktop_app.tabs.audio.subtitles import format_of
from desktop_app.tabs.audio.transcription import Transcription
from desktop_app.tabs.audio.view import AudioView
from desktop_app.tabs.copy_as import CopyAs
from desktop_app.tabs.data_consent import DataConsent
from desktop_app.tabs.model_choice import ModelChoice
from desktop_app.tabs.speech import AUDIO_TAB, request_of_file
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.audio.recorder import Recording
    from desktop_app.audio.recordings import SavedRecording
    from desktop_app.service.snippets import FileSpeechRequest
    from desktop_app.tabs.audio.library import Words
    from desktop_app.tabs.services import Services


class AudioTab:
    """Records or opens a sound and has it written down or translated."""

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        view = self.widget = AudioView(parent)
        self._words = StateText(view)
        self._choice = ModelChoice(
            AUDIO_TAB, view.parameters.model_box, services.session, services.settings
        )
        self._consent = DataConsent(
            view.data_notice, view.parameters.model_box, services.session, services.settings
        )
        self._library = Library(view.recordings, services.paths.recordings)
        self._recording = RecordingPresenter(view.record_card, services)
        self._run_follows = False  # when the recording under way is finished
        self._transcription = Transcription(
            services.session, self._library, view.banner.retry_wait, view
        )
        self._shown = ShownSound(view)
        self._display = RunDisplay(view, self._shown, self._library, self._transcription)
        self._files = TaskRunner(view)
        self._files.failed.connect(self._on_file_failed)
        self._saving = TaskRunner(view)
        self._saving.failed.connect(self._on_file_failed)
        self._copy_as = CopyAs(
            view.transcript.copy_as, view.banner, services.session, self._request_to_copy
        )
        self._connect(view)

    async def close(self) -> None:
        """End what is running; a recording is completed and kept."""
        await self._recording.close()
        await self._transcription.close()
        await self._files.close()
        await self._saving.close()
        await self._copy_as.close()
        await self._library.close()

    def open_files(self, paths: Sequence[Path]) -> None:
        """Choose the first of these sound files."""
        if paths:
            self._files.start(self._open(paths[0]))

    def _connect(self, view: AudioView) -> None:
        view.shown.connect(self._recording.on_shown)
        view.shown.connect(self._library.reload)
        view.hidden.connect(self._recording.on_hidden)
        view.stop_requested.connect(self._transcription.cancel)
        view.stop_requested.connect(self._consent.withdraw)
        view.files_dropped.connect(self.open_files)
        view.sound.file_chosen.connect(lambda path: self.open_files([path]))
        view.sound.run_requested.connect(self._on_run)
        view.banner.retry_requested.connect(self._on_retry)
        view.transcript.edited.connect(self._on_edited)
        view.transcript.save_requested.connect(self._on_save)
        self._recording.started.connect(self._on_recording_started)
        self._recording.finished.connect(
            lambda recording: self._files.start(self._take_recording(recording))
        )
        self._recording.failed.connect(self._on_recording_failed)
        self._library.chosen.connect(self._show_recording)
        self._library.restored.connect(self._show_recording)
        self._library.unwritable.connect(self._on_file_failed)
        self._library.deleted.connect(self._on_deleted)
        self._library.retry_requested.connect(self._on_retry)

    def _on_run(self) -> None:
        if self._recording.is_recording:
            self._run_follows = True
            self._recording.finish()
            return
        self._consent.ask_first(lambda: self._run(again=False))

    def _on_retry(self) -> None:
        self._consent.ask_first(lambda: self._run(again=True), again=True)

    def _run(self, *, again: bool) -> None:
        path = self._shown.path
        if path is None or self._transcription.busy:
            return
        try:
            options = self.widget.parameters.options(self._choice.model())
        except HubError as error:
            self.widget.banner.show_error(error, can_retry=False)
            return
        self._display.begin()
        self._transcription.start(path, options, again=again)

    def _request_to_copy(self) -> FileSpeechRequest | None:
        if self._shown.path is None:
            return None
        options = self.widget.parameters.options(self._choice.model())
        return request_of_file(self._shown.path, options)

    def _on_save(self, path: Path) -> None:
        shown = self._shown.path
        segments = self._library.words_of(shown).segments if shown else ()
        if format_of(path.suffix).needs_times and not segments:
            self.widget.banner.show_sentence(self._words.subtitles_need_times())
        else:
            self._saving.start(save_transcript(path, self.widget.transcript.text, segments))

    def _choose(self, path: Path, details: str, words: Words) -> None:
        self._consent.withdraw()
        self._shown.show(path, details, words)
        self._display.show_again()

    def _choose_nothing(self) -> None:
        self._consent.withdraw()
        self._shown.show_none()

    def _on_recording_started(self) -> None:
        self._run_follows = False
        self._choose_nothing()
        self.widget.recordings.choose(None)
        self.widget.sound.show_new_recording()

    def _on_recording_failed(self, error: Exception) -> None:
        if self._shown.path is None and not self._recording.is_recording:
            self.widget.sound.show_no_sound()
        self._on_file_failed(error)

    def _show_recording(self, recording: SavedRecording) -> None:
        words = self._library.words_of_recording(recording)
        self._choose(recording.path, self._words.recording_details(recording), words)
        self.widget.recordings.choose(recording)

    async def _take_recording(self, recording: Recording) -> None:
        problem = self.widget.banner.text if recording.problem else ""
        found = await self._library.load()
        saved = next((each for each in found if each.path == recording.path), None)
        run_follows, self._run_follows = self._run_follows, False
        if saved is None:
            return
        self._show_recording(saved)
        if problem:
            self.widget.banner.show_sentence(problem)  # choosing has cleared it
        elif run_follows:
            self._on_run()

    async def _open(self, path: Path) -> None:
        size = await size_of_sound(path)
        self.widget.recordings.choose(None)
        details = self._words.file_details(path.parent, size)
        self._choose(path, details, self._library.words_of(path))

    def _on_edited(self, text: str) -> None:
        if self._shown.path is not None:
            self._library.keep_edited(self._shown.path, text)

    def _on_deleted(self, recording: SavedRecording) -> None:
        if recording.path == self._transcription.path:
            self._transcription.cancel()
        if self._shown.is_shown(recording.path):
            self._choose_nothing()

    def _on_file_failed(self, error: Exception) -> None:
        self.widget.banner.show_error(error, can_retry=False)
