"""The person's recordings: WAV files named by date and time, each with its transcript beside it."""

from __future__ import annotations

import contextlib
import itertools
import json
import re
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop_app.core.atomic_file import write_atomically
from desktop_app.core.requests import Segment

if TYPE_CHECKING:
    from io import FileIO


_SUFFIX = ".wav"
_NAME_FORMAT = "%Y-%m-%d %H-%M-%S"  # no colon: Windows
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d-\d\d-\d\d")
_NAME_LENGTH = len("2026-01-31 12-59-59")


class TranscriptState(StrEnum):
    """How far the words of a recording have come."""

    PENDING = "pending"
    PARTIAL = "partial"  # of a long one the first words are there
    FAILED = "failed"
    DONE = "done"


class Rest(NamedTuple):
    """Where a transcript that is there in part goes on, and how its words were asked for."""

    frame: int
    translate: bool
    with_times: bool


@dataclass(frozen=True, slots=True)
class SavedRecording:
    """A recording on disk; `text` is its transcript, as far as there is one.

    `segments` are its words with their times, as they came; none where they came without.
    """

    path: Path
    started: datetime
    seconds: float
    state: TranscriptState = TranscriptState.PENDING
    text: str = ""
    segments: tuple[Segment, ...] = ()
    rest: Rest | None = None


class Recordings:
    """The recordings of one folder. Every method reads or writes files: call it in a thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def newest_first(self, limit: int | None = None) -> list[SavedRecording]:
        """All recordings, or the first ones; a folder that does not exist yet holds none."""
        try:
            names = [path.name for path in self._folder.iterdir() if path.suffix == _SUFFIX]
        except OSError:
            return []
        found = sorted(((self._key(name), name) for name in names), reverse=True)
        return [_read(self._folder / name) for _, name in found[:limit]]

    def _key(self, name: str) -> str:
        """What recordings are ordered by: their name, or the time of a file that has another."""
        if _MOMENT.match(name):
            return name[:_NAME_LENGTH]
        return _moment_of(self._folder / name).strftime(_NAME_FORMAT)

    def set_transcript(
        self,
        path: Path,
        state: TranscriptState,
        text: str = "",
        segments: Sequence[Segment] = (),
        rest: Rest | None = None,
    ) -> None:
        """Keep what became of the transcript, so that a crash leaves the old or the new.

        Words that are there outlive a later failure: then nothing is changed.

        Raises:
            OSError: the folder cannot be written.
        """
        if state is TranscriptState.FAILED and _read_sidecar(_sidecar(path))[1]:
            return
        fields: dict[str, object] = {"state": state, "text": text}
        if segments:
            fields["segments"] = segments
        if rest:
            fields["rest"] = rest
        write_atomically(_sidecar(path), json.dumps(fields))

    def delete(self, path: Path) -> None:
        """Remove a recording and its transcript; one that is gone already is no error.

        Raises:
            OSError: the files cannot be removed.
        """
        path.unlink(missing_ok=True)
        _sidecar(path).unlink(missing_ok=True)


def create_recording_file(folder: Path, moment: datetime) -> tuple[Path, FileIO]:
    """A new empty file named by `moment`; one that exists is never touched.

    Raises:
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = moment.strftime(_NAME_FORMAT)
    for number in itertools.count(1):
        path = folder / f"{name}{f' ({number})' if number > 1 else ''}{_SUFFIX}"
        with contextlib.suppress(FileExistsError):
            # Unbuffered: what is written is in the kernel even when this process is killed.
            return path, path.open("xb", buffering=0)
    raise AssertionError  # count() has no end


def wav_frames(path: Path) -> tuple[int, int]:
    """Frames of a WAV file and its rate in Hz; (0, 0) when it cannot be read."""
    try:
        with wave.open(str(path), "rb") as reader:
            return reader.getnframes(), reader.getframerate()
    except (OSError, EOFError, wave.Error):
        return 0, 0


def _read(path: Path) -> SavedRecording:
    frames, rate = wav_frames(path)
    seconds = frames / rate if rate else 0.0
    return SavedRecording(path, _moment_of(path), seconds, *_read_sidecar(_sidecar(path)))


def _moment_of(path: Path) -> datetime:
    date, _, clock = path.stem[:_NAME_LENGTH].partition(" ")
    with contextlib.suppress(ValueError):
        return datetime.fromisoformat(f"{date} {clock.replace('-', ':')}").astimezone()
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone()
    except OSError:
        return datetime.now().astimezone()


def _read_sidecar(
    path: Path,
) -> tuple[TranscriptState, str, tuple[Segment, ...], Rest | None]:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        state, text = TranscriptState(fields["state"]), str(fields["text"])
    except (OSError, ValueError, KeyError, TypeError):
        return TranscriptState.PENDING, "", (), None
    return state, text, _segments(fields.get("segments")), _rest(fields.get("rest"))


def _segments(entries: Any) -> tuple[Segment, ...]:  # noqa: ANN401 - of a file
    try:
        return tuple(Segment(float(start), float(end), str(text)) for start, end, text in entries)
    except (ValueError, TypeError):
        return ()


def _rest(entry: Any) -> Rest | None:  # noqa: ANN401 - of a file
    match entry:
        case [int(frame), bool(translate), bool(with_times)] if frame > 0:
            return Rest(frame, translate, with_times)
        case _:
            return None


def _sidecar(path: Path) -> Path:
    return path.with_suffix(".json")
