"""A sound file to words: cut where it is long, prepared and uploaded piece by piece."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.audio.encoding import prepare_upload
from desktop_app.audio.recordings import Rest
from desktop_app.audio.splitting import LONGEST_PIECE, SHORTEST_CUT, Piece, cut_in_silence
from desktop_app.core.errors import SoundRefused, SoundTooLong, SoundUnreadable, UploadTooLarge
from desktop_app.core.requests import Segment, Transcript
from desktop_app.tabs.speech import SpeechOptions, speech_request

if TYPE_CHECKING:
    from desktop_app.audio.encoding import Upload
    from desktop_app.service.client import ApiClient

_WAV = "wav"
_WAV_TYPE = "audio/wav"


class SpeechStep(Enum):
    """What is being done with a sound."""

    PREPARING = auto()
    UPLOADING = auto()


@dataclass(frozen=True, slots=True)
class SpeechProgress:
    """The step of one part of a sound; `part` counts from 1."""

    step: SpeechStep
    part: int = 1
    parts: int = 1


class SpeechWriter:
    """Has one sound written down. What has arrived stays: another `write` goes on after it.

    `rest` is what an earlier run of the program has left to be done.
    """

    def __init__(
        self,
        path: Path,
        options: SpeechOptions,
        on_progress: Callable[[SpeechProgress], None] = lambda _progress: None,
        rest: Rest | None = None,
    ) -> None:
        self.path = path
        self.options = options
        self._on_progress = on_progress
        self._start = rest.frame if rest else 0
        self._pieces: list[Piece] = []  # that are still to be written down
        self._done: list[Transcript] = []
        self._longest = LONGEST_PIECE
        self._prefer = ""
        self._stamp: tuple[int, int] | None = None  # of the file that has been cut

    @property
    def parts_done(self) -> int:
        """Parts whose words have arrived."""
        return len(self._done)

    @property
    def parts(self) -> int:
        """Parts in all, as far as is known."""
        return len(self._done) + len(self._pieces)

    @property
    def transcript(self) -> Transcript:
        """What has arrived, joined."""
        return _joined(self._done)

    @property
    def has_begun(self) -> bool:
        """Whether a part has arrived, be it in an earlier run of the program."""
        return bool(self._done) or self._start > 0

    @property
    def is_at_first_part(self) -> bool:
        """Whether the part that has arrived last is the beginning of the sound."""
        return len(self._done) == 1 and not self._start

    @property
    def rest(self) -> Rest | None:
        """What is still to be written down after a part has arrived."""
        if not (self._done and self._pieces):
            return None
        return Rest(self._pieces[0].start, self.options.translate, self.options.with_times)

    def go_on_with(self, options: SpeechOptions, *, unless_changed: bool) -> bool:
        """Take these options for the rest, unless its words would not fit those before."""
        before = self.options
        fits = (before.translate, before.with_times) == (options.translate, options.with_times)
        if not fits or not self.has_begun or (unless_changed and before != options):
            return False
        self.options = options
        return True

    async def write(
        self, client: ApiClient, on_words: Callable[[Transcript], None] = lambda _words: None
    ) -> Transcript:
        """Write down all that is left.

        `on_words` is told each part as it arrives, its times counted from the sound's beginning.

        Raises:
            SoundUnreadable, UploadTooLarge: the file cannot be sent.
            ServiceError: a call failed.
        """
        await self._begin(client)
        is_refused = False
        while self._pieces:
            piece = self._pieces[0]
            try:
                words = await self._write_piece(client, piece)
            except (SoundTooLong, UploadTooLarge) as error:
                if not await self._cut_smaller(piece):
                    raise
                is_refused = isinstance(error, SoundTooLong)
                continue
            if is_refused:  # and half of it is taken
                client.remember_longest_sound(self.options.model, self._longest)
                is_refused = False
            self._done.append(self._timed(words, piece))
            del self._pieces[0]
            on_words(self._done[-1])
        return self.transcript

    async def _begin(self, client: ApiClient) -> None:
        """Cut the sound, unless that is done, in the way that this model is known to take it."""
        self._tell(SpeechStep.PREPARING)
        stamp = await asyncio.to_thread(_stamp, self.path)
        if stamp != self._stamp:
            if self._stamp is not None:  # the words of another sound do not go before these
                self._start, self._done, self._pieces = 0, [], []
            self._stamp = stamp
        if not self._pieces:
            self._longest = min(LONGEST_PIECE, client.longest_sound(self.options.model))
            self._pieces = await cut_in_silence(self.path, start=self._start, longest=self._longest)
        self._prefer = _WAV if await client.takes_wav_only(self.options.model) else ""

    async def _write_piece(self, client: ApiClient, piece: Piece) -> Transcript:
        self._tell(SpeechStep.PREPARING)
        upload = await self._prepared(piece)
        try:
            return await self._send(client, upload)
        except SoundRefused as refusal:
            if upload.media_type == _WAV_TYPE:
                raise
            self._tell(SpeechStep.PREPARING)
            try:
                upload = await prepare_upload(self.path, prefer=_WAV, piece=piece)
            except SoundUnreadable:
                raise refusal from None
        words = await self._send(client, upload)  # small servers often read WAV only
        self._prefer = _WAV
        client.remember_wav_only(self.options.model)
        return words

    async def _prepared(self, piece: Piece) -> Upload:
        try:
            return await prepare_upload(self.path, prefer=self._prefer, piece=piece)
        except SoundUnreadable:
            if not self._prefer:
                raise
        return await prepare_upload(self.path, piece=piece)  # only the server can read it

    async def _send(self, client: ApiClient, upload: Upload) -> Transcript:
        self._tell(SpeechStep.UPLOADING)
        return await client.transcribe(speech_request(upload, self.options))

    async def _cut_smaller(self, piece: Piece) -> bool:
        """Cut what is left into pieces of half the length; False where that cannot be."""
        longest = min(self._longest, piece.seconds) / 2
        if longest < SHORTEST_CUT:
            return False
        self._longest = longest
        self._pieces = await cut_in_silence(self.path, start=piece.start, longest=longest)
        return True

    def _timed(self, words: Transcript, piece: Piece) -> Transcript:
        """With times from the beginning of the sound; servers also send some unasked."""
        segments = words.segments if self.options.with_times else ()
        shifted = (
            Segment(start + piece.offset, end + piece.offset, text) for start, end, text in segments
        )
        return replace(words, segments=tuple(shifted))

    def _tell(self, step: SpeechStep) -> None:
        self._on_progress(SpeechProgress(step, len(self._done) + 1, max(1, self.parts)))


async def write_down(client: ApiClient, path: Path, options: SpeechOptions) -> Transcript:
    """The words of the sound at `path`; raises as `SpeechWriter.write` does."""
    return await SpeechWriter(path, options).write(client)


def _stamp(path: Path) -> tuple[int, int]:
    """What changes with the content of a file."""
    try:
        found = path.stat()
    except OSError as error:
        raise SoundUnreadable(error.strerror or "") from error
    return found.st_size, found.st_mtime_ns


def _joined(parts: Sequence[Transcript]) -> Transcript:
    durations = [part.duration for part in parts if part.duration is not None]
    has_times = all(part.segments for part in parts if part.text)
    return Transcript(
        " ".join(part.text for part in parts if part.text),
        next((part.language for part in parts if part.language), ""),
        sum(durations) if len(durations) == len(parts) else None,
        sum(part.elapsed for part in parts),
        tuple(segment for part in parts for segment in part.segments) if has_times else (),
    )
