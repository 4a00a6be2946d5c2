"""The run that turns a sound into words, and what it leaves behind."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.errors import HubError
from desktop_app.tabs.speech import SpeechOptions, SpeechStep, write_down
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.tabs.audio.library import Library
    from desktop_app.tabs.session import Session
    from desktop_app.ui.retry_wait import RetryWait


class Transcription(QObject):
    """One run at a time; its outcome is noted among the recordings, whatever is shown then."""

    step_changed = Signal(Path, object)  # SpeechStep
    finished = Signal(Path, object)  # Transcript
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
        self._runner = TaskRunner(self)
        self._runner.busy_changed.connect(self.busy_changed)
        self._runner.failed.connect(self.failed)

    @property
    def busy(self) -> bool:
        """Whether a sound is being written down."""
        return self._runner.busy

    @property
    def path(self) -> Path | None:
        """The sound of the run under way, else of the last one."""
        return self._path

    def start(self, path: Path, options: SpeechOptions) -> None:
        """Write down the sound at `path`."""
        self._path = path
        self._runner.start(self._write_down(path, options))

    def cancel(self) -> None:
        """Give it up; the sound stays."""
        self._runner.cancel()

    async def close(self) -> None:
        """Give it up and wait for its end."""
        await self._runner.close()

    async def _write_down(self, path: Path, options: SpeechOptions) -> None:
        def on_step(step: SpeechStep) -> None:
            self.step_changed.emit(path, step)

        on_step(SpeechStep.PREPARING)
        try:
            client = await self._session.client(self._retry_wait)
            transcript = await write_down(client, path, options, on_step)
        except asyncio.CancelledError:
            self.stopped.emit(path)
            raise
        except HubError:
            await self._library.keep_failure(path)
            raise
        self.finished.emit(path, transcript)
        await self._library.keep(path, transcript.text)
