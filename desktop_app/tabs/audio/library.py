"""The presenter of the recordings: lists, plays, deletes with a way back, keeps the words."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from desktop_app.audio.recordings import Recordings, SavedRecording, TranscriptState
from desktop_app.tabs.speech import keep_state
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.tabs.audio.recordings_pane import RecordingsPane

_UNDO_FOR = 10_000  # ms
_QUIET = 0.8  # seconds without a change before edited words are written


class Library(QObject):
    """The recordings of the person's folder, in the pane at the left."""

    chosen = Signal(object)  # SavedRecording
    deleted = Signal(object)  # SavedRecording
    restored = Signal(object)  # SavedRecording
    retry_requested = Signal()  # of the chosen recording

    def __init__(self, pane: RecordingsPane, folder: Path) -> None:
        super().__init__(pane)
        self._pane = pane
        self._folder = folder
        self._recordings = Recordings(folder)
        self._deleted: SavedRecording | None = None  # hidden, and removed when Undo is over
        self._texts: dict[Path, str] = {}  # of this session; those of opened files are only here
        self._unwritten: dict[Path, str] = {}  # of recordings
        self._write_lock = asyncio.Lock()
        self._loading = TaskRunner(self)
        self._writing = TaskRunner(self)
        self._removing = TaskRunner(self)
        self._undo_over = QTimer(self, singleShot=True, interval=_UNDO_FOR)
        self._undo_over.timeout.connect(self._on_undo_over)
        pane.list.recording_chosen.connect(self._on_chosen)
        pane.play_requested.connect(self._on_play)
        pane.folder_requested.connect(self._on_folder)
        pane.retry_requested.connect(self.retry_requested)
        pane.delete_requested.connect(self._on_delete)
        pane.undo_requested.connect(self._on_undo)

    def holds(self, path: Path | None) -> bool:
        """Whether a file is one of the recordings."""
        return path is not None and path.parent == self._folder

    def reload(self) -> None:
        """List what is in the folder now."""
        self._loading.start(self._reload())

    async def load(self) -> list[SavedRecording]:
        """The same, awaited; newest first."""
        found = await asyncio.to_thread(self._recordings.newest_first)
        shown = [each for each in found if self._deleted is None or each.path != self._deleted.path]
        self._pane.show_recordings(shown)
        return shown

    def text_of(self, path: Path, written: str = "") -> str:
        """The words of a sound as they stand; `written` are those found on disk."""
        return self._texts.get(path, written)

    async def keep(self, path: Path, text: str) -> None:
        """Keep the words of a sound: of a recording on disk, of another file for this session."""
        self._note(path, text)
        await self._write()

    def keep_soon(self, path: Path, text: str) -> None:
        """The same for words that a person is editing."""
        self._note(path, text)
        self._writing.start(self._write_soon())

    async def keep_failure(self, path: Path) -> None:
        """Note that a recording has not been written down; of another file nothing is noted."""
        if self.holds(path):
            await keep_state(self._recordings, path, TranscriptState.FAILED)
            await self.load()

    async def close(self) -> None:
        """Write and remove what is still to be."""
        for runner in (self._loading, self._writing, self._removing):
            await runner.close()
        await self._write()
        await self._remove()

    async def _reload(self) -> None:
        await self.load()

    async def _write_soon(self) -> None:
        await asyncio.sleep(_QUIET)
        await self._write()

    def _note(self, path: Path, text: str) -> None:
        self._texts[path] = text
        if self.holds(path):
            self._unwritten[path] = text

    async def _write(self) -> None:
        async with self._write_lock:
            unwritten = tuple(self._unwritten.items())
            for path, text in unwritten:
                await keep_state(self._recordings, path, TranscriptState.DONE, text)
                if self._unwritten.get(path) == text:  # else edited meanwhile
                    del self._unwritten[path]
        if unwritten:
            await self.load()

    async def _remove(self) -> None:
        recording, self._deleted = self._deleted, None
        self._pane.show_undo(False)
        if recording is not None:
            self._texts.pop(recording.path, None)
            self._unwritten.pop(recording.path, None)
            with contextlib.suppress(OSError):  # then it is listed again
                await asyncio.to_thread(self._recordings.delete, recording.path)

    def _on_chosen(self, recording: SavedRecording) -> None:
        self._writing.start(self._write())  # words of the one before
        self.chosen.emit(recording)

    def _on_play(self) -> None:
        recording = self._pane.list.chosen
        if recording is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(recording.path)))

    def _on_folder(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _on_delete(self) -> None:
        recording = self._pane.list.chosen
        if recording is not None:
            self._removing.start(self._delete(recording))

    async def _delete(self, recording: SavedRecording) -> None:
        await self._write()
        await self._remove()  # the one before
        self._deleted = recording
        self._pane.show_undo(True)
        self._undo_over.start()
        self.deleted.emit(recording)
        await self.load()

    def _on_undo(self) -> None:
        recording, self._deleted = self._deleted, None
        self._undo_over.stop()
        self._pane.show_undo(False)
        if recording is not None:
            self._removing.start(self._restore(recording))

    async def _restore(self, recording: SavedRecording) -> None:
        await self.load()
        self.restored.emit(recording)

    def _on_undo_over(self) -> None:
        self._removing.start(self._remove())
