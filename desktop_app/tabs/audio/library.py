"""The presenter of the recordings: lists, plays, deletes with a way back, keeps the words."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from desktop_app.audio.recordings import Recordings, SavedRecording, TranscriptState
from desktop_app.core.errors import FileUnwritable
from desktop_app.core.uninterrupted import uninterrupted
from desktop_app.tabs.speech import keep_state
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.audio.recordings import Rest
    from desktop_app.core.requests import Segment
    from desktop_app.tabs.audio.recordings_pane import RecordingsPane

_UNDO_FOR = 10_000  # ms
_AT_ONCE = 20  # recordings: as many as a window shows
_UNTIL_PAINTED = 0.1  # seconds: reading the rest would hold these up
_QUIET = 0.8  # seconds without a change before edited words are written


class Words(NamedTuple):
    """What is known of a sound; `segments` as they came, `text` as a person may have edited it."""

    state: TranscriptState = TranscriptState.PENDING
    text: str = ""
    segments: tuple[Segment, ...] = ()
    rest: Rest | None = None


NO_WORDS = Words()


class Library(QObject):
    """The recordings of the person's folder, in the pane at the left."""

    chosen = Signal(object)  # SavedRecording
    deleted = Signal(object)  # SavedRecording
    restored = Signal(object)  # SavedRecording
    retry_requested = Signal()  # of the chosen recording
    unwritable = Signal(object)  # FileUnwritable: words are only in memory

    def __init__(self, pane: RecordingsPane, folder: Path) -> None:
        super().__init__(pane)
        self._pane = pane
        self._folder = folder
        self._recordings = Recordings(folder)
        self._deleted: SavedRecording | None = None  # hidden, and removed when Undo is over
        self._words: dict[Path, Words] = {}  # of this session; those of opened files are only here
        self._unwritten: set[Path] = set()  # recordings
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
        """The same, awaited; newest first. Of many, the first ones are shown at once."""
        if not self._pane.list.count():
            first = await asyncio.to_thread(self._recordings.newest_first, _AT_ONCE)
            shown = self._show(first)
            if len(first) < _AT_ONCE:
                return shown
            await asyncio.sleep(_UNTIL_PAINTED)
        return self._show(await asyncio.to_thread(self._recordings.newest_first))

    def words_of(self, path: Path) -> Words:
        """The words of a sound as they stand."""
        return self._words.get(path, NO_WORDS)

    def words_of_recording(self, recording: SavedRecording) -> Words:
        """The same; of a recording that was not looked at before, those found on disk."""
        written = Words(recording.state, recording.text, recording.segments, recording.rest)
        return self._words.setdefault(recording.path, written)

    def keep(self, path: Path, words: Words) -> None:
        """Keep the words of a sound: of a recording on disk, of another file for this session."""
        self._note(path, words)
        self._writing.start(self._write())

    def keep_edited(self, path: Path, text: str) -> None:
        """The same for words that a person is editing."""
        before = self.words_of(path)
        is_partial = before.state is TranscriptState.PARTIAL
        state = TranscriptState.PARTIAL if is_partial else TranscriptState.DONE
        self._note(path, before._replace(text=text, state=state))
        self._writing.start(self._write_soon())

    async def keep_failure(self, path: Path) -> None:
        """Note that a recording has not been written down; of another file nothing is noted."""
        if self.holds(path):
            await self._write()  # words that are there outlive the failure
            async with self._write_lock:
                await uninterrupted(keep_state(self._recordings, path, TranscriptState.FAILED))
            await self.load()

    async def close(self) -> None:
        """Write and remove what is still to be."""
        for runner in (self._loading, self._writing, self._removing):
            await runner.close()
        await self._write()
        await self._remove()

    async def _reload(self) -> None:
        await self.load()

    def _show(self, found: list[SavedRecording]) -> list[SavedRecording]:
        shown = [each for each in found if self._deleted is None or each.path != self._deleted.path]
        self._pane.show_recordings(shown)
        return shown

    async def _write_soon(self) -> None:
        await asyncio.sleep(_QUIET)
        await self._write()

    def _note(self, path: Path, words: Words) -> None:
        self._words[path] = words
        if self.holds(path):
            self._unwritten.add(path)

    async def _write(self) -> None:
        async with self._write_lock:
            unwritten = [(path, self._words[path]) for path in self._unwritten]
            for path, words in unwritten:
                try:
                    # Words of before must not come after: a thread cannot be called back.
                    await uninterrupted(
                        asyncio.to_thread(self._recordings.set_transcript, path, *words)
                    )
                except OSError as error:  # they are tried again with the next words
                    self.unwritable.emit(FileUnwritable(path.name, error.strerror or ""))
                    continue
                if self._words.get(path) is words:  # else changed meanwhile
                    self._unwritten.discard(path)
        if unwritten:
            await self.load()

    async def _remove(self) -> None:
        recording, self._deleted = self._deleted, None
        self._pane.show_undo(False)
        if recording is not None:
            self._unwritten.discard(recording.path)
            self._words.pop(recording.path, None)
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
        with contextlib.suppress(OSError):  # the file manager says that it is missing
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
