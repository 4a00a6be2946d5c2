"""The run that turns a sound into words, and what it leaves behind."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.audio.recordings import TranscriptState
from desktop_app.core.errors import HubError
from desktop_app.tabs.audio.library import NO_WORDS, Words
from desktop_app.tabs.audio.subtitles import timed_lines
from desktop_app.tabs.speech_writer import SpeechProgress, SpeechStep, SpeechWriter
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.audio.recordings import Rest
    from desktop_app.core.requests import Transcript
    from desktop_app.tabs.audio.library import Library
    from desktop_app.tabs.session import Session
    from desktop_app.tabs.speech import SpeechOptions
    from desktop_app.ui.retry_wait import RetryWait


class Transcription(QObject):
    """One run at a time; what arrives is kept among the recordings, whatever is shown then.

    A run that failed or was stopped after some parts goes on with the next one.
    """

    progressed = Signal(Path, object)  # SpeechProgress
    words_replaced = Signal(Path, str)
    words_added = Signal(Path, str)
    finished = Signal(Path, object, bool)  # Transcript; whether times were asked for
    stopped = Signal(Path)
    failed = Signal(object)  # Exception
    busy_changed = Signal(bool)

    def __init__(
        self, session: Session, library: Library, retry_wait: RetryWait, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._retry_wait = retry_wait
        self._library = library
        self._path: Path | None = None
        self._unfinished: dict[Path, SpeechWriter] = {}
        self._runner = TaskRunner(self)
        self._runner.busy_changed.connect(self.busy_changed)
        self._runner.failed.connect(self.failed)
        session.left.connect(self._runner.cancel)

    @property
    def busy(self) -> bool:
        """Whether a sound is being written down."""
        return self._runner.busy

    @property
    def path(self) -> Path | None:
        """The sound of the run under way, else of the last one."""
        return self._path

    def parts_of(self, path: Path | None) -> tuple[int, int]:
        """Parts that have arrived of an unfinished sound, and parts in all; (0, 0) for no such."""
        writer = self._unfinished.get(path) if path else None
        return (writer.parts_done, writer.parts) if writer and writer.rest else (0, 0)

    def start(self, path: Path, options: SpeechOptions, *, again: bool = False) -> None:
        """Write down the sound at `path`, or the rest of it where that was begun.

        `again`: the rest may be asked for with another model, where the last one failed.
        """
        self._path = path
        writer = self._unfinished.get(path)
        if writer is None or not writer.go_on_with(options, unless_changed=not again):
            # Of an earlier run of the program the model and the language are not known.
            rest = self._rest(path, options) if writer is None and again else None
            writer = SpeechWriter(path, options, partial(self.progressed.emit, path), rest)
            self._unfinished[path] = writer
        self._runner.start(self._write_down(writer))

    def cancel(self) -> None:
        """Give it up; the sound stays, and what has arrived."""
        self._runner.cancel()

    async def close(self) -> None:
        """Give it up and wait for its end."""
        await self._runner.close()

    def _rest(self, path: Path, options: SpeechOptions) -> Rest | None:
        """What an earlier run has left to be done, if its words were asked for in the same way."""
        rest = self._library.words_of(path).rest
        fits = rest and (rest.translate, rest.with_times) == (options.translate, options.with_times)
        return rest if fits else None

    async def _write_down(self, writer: SpeechWriter) -> None:
        path = writer.path
        self.progressed.emit(path, SpeechProgress(SpeechStep.PREPARING))
        try:
            client = await self._session.client(self._retry_wait)
            transcript = await writer.write(client, partial(self._on_words, writer))
        except asyncio.CancelledError:
            self.stopped.emit(path)
            raise
        except HubError:
            await self._library.keep_failure(path)
            raise
        del self._unfinished[path]
        self.finished.emit(path, transcript, writer.options.with_times)

    def _on_words(self, writer: SpeechWriter, part: Transcript) -> None:
        path, is_first = writer.path, writer.is_at_first_part
        before = NO_WORDS if is_first else self._library.words_of(path)
        text = timed_lines(part.segments) if part.segments else part.text
        if before.text and text:
            text = ("\n" if part.segments else " ") + text
        has_times = all(bool(each.segments) or not each.text for each in (before, part))
        state = TranscriptState.PARTIAL if writer.rest else TranscriptState.DONE
        segments = before.segments + part.segments if has_times else ()
        self._library.keep(path, Words(state, before.text + text, segments, writer.rest))
        (self.words_replaced if is_first else self.words_added).emit(path, text)
