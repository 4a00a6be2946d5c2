"""Shows a run in the Audio tab: its progress, words as they arrive, and how it ended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.tabs.audio.state_text import StateText
from desktop_app.ui.errors import ErrorText

if TYPE_CHECKING:
    from desktop_app.core.requests import Transcript
    from desktop_app.tabs.audio.library import Library
    from desktop_app.tabs.audio.shown_sound import ShownSound
    from desktop_app.tabs.audio.transcription import Transcription
    from desktop_app.tabs.audio.view import AudioView
    from desktop_app.tabs.speech_writer import SpeechProgress


class RunDisplay(QObject):
    """What is about a sound that is not shown any more is left out, or said in the banner."""

    def __init__(
        self, view: AudioView, shown: ShownSound, library: Library, run: Transcription
    ) -> None:
        super().__init__(view)
        self._view = view
        self._shown = shown
        self._library = library
        self._run = run
        self._words = StateText(self)
        self._progress = ""
        self._errors = ErrorText(self)
        run.busy_changed.connect(view.sound.set_busy)
        run.busy_changed.connect(view.recordings.set_busy)
        run.progressed.connect(self._on_progressed)
        run.words_replaced.connect(self._on_words_replaced)
        run.words_added.connect(self._on_words_added)
        run.finished.connect(self._on_finished)
        run.stopped.connect(self._on_stopped)
        run.failed.connect(self._on_failed)

    def begin(self) -> None:
        """Take away what was said of the last run."""
        self._view.banner.clear()
        self._view.transcript.usage.clear()

    def show_again(self) -> None:
        """The sound of the run is shown again."""
        if self._run.busy and self._run.path is not None:
            self._shown.show_details(self._run.path, self._progress)

    def _on_progressed(self, path: Path, progress: SpeechProgress) -> None:
        self._progress = self._words.progress(progress)
        self._shown.show_details(path, self._progress)
        self._view.sound.show_progress(progress.part - 1, progress.parts)

    def _on_words_replaced(self, path: Path, text: str) -> None:
        if self._shown.is_shown(path):
            self._view.transcript.replace_text(text)
            self._offer_subtitles(path)

    def _on_words_added(self, path: Path, text: str) -> None:
        if self._shown.is_shown(path):
            self._view.transcript.add_text(text)
            self._offer_subtitles(path)

    def _offer_subtitles(self, path: Path) -> None:
        self._view.transcript.offer_subtitles(bool(self._library.words_of(path).segments))

    def _on_finished(self, path: Path, transcript: Transcript, wants_times: bool) -> None:
        if self._shown.is_shown(path):
            self._shown.show_own_details(path)
            usage = self._words.usage(transcript, wants_times=wants_times)
            self._view.transcript.usage.setText(usage)
        elif not self._library.holds(path):
            self._view.banner.show_sentence(self._words.kept(path))

    def _on_stopped(self, path: Path) -> None:
        done, parts = self._run.parts_of(path)
        said = self._words.stopped(done, parts, self._view.sound.action)
        self._shown.show_details(path, said)

    def _on_failed(self, error: Exception) -> None:
        path = self._run.path
        sentence = self._errors.sentence(error)
        if path is not None and not self._shown.is_shown(path):
            self._view.banner.show_sentence(self._words.of_another(path, sentence))
            return
        self._shown.show_own_details(path)
        self._view.banner.show_sentence(
            self._words.failed(sentence, *self._run.parts_of(path)), can_retry=True
        )
