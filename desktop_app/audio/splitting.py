"""Where a long sound is cut: at the quietest moment in the last half of each window.

Measured with Whisper, pieces of ten minutes cut in silence are written down as well as the whole,
pieces cut anywhere are not.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.core.errors import SoundUnreadable

if TYPE_CHECKING:
    import numpy as np

    from desktop_app.audio.sound_reader import SoundReader

LONGEST_PIECE = 600.0  # seconds; servers take ten minutes at once
SHORTEST_CUT = 10.0  # seconds; what is shorter is not cut any more
_HOP = 0.01  # seconds
_HOPS = 30  # of the silence that is looked for: 300 ms
_HOPS_A_BLOCK = 100
_AS_QUIET = 1.05  # times the quietest still counts as silence
_NOISE = 1e-10  # power of the last bit of 16


@dataclass(frozen=True, slots=True)
class Piece:
    """Frames of a sound from `start` up to `end`; None is its very end.

    `rate` and `seconds`, its length, are 0 where only the server can read the sound, which is then
    one piece.
    """

    start: int = 0
    end: int | None = None
    rate: int = 0
    seconds: float = 0.0

    @property
    def offset(self) -> float:
        """Seconds of the sound before this piece."""
        return self.start / self.rate if self.rate else 0.0


WHOLE = Piece()


class Abandoned(Exception):
    """Nobody waits for the result any more."""


async def cut_in_silence(
    path: Path, *, start: int = 0, longest: float = LONGEST_PIECE
) -> list[Piece]:
    """The pieces of the sound at `path` from frame `start` on, each at most `longest` seconds.

    The file is read in a thread, a second at a time. Together the pieces are every frame once.

    Raises:
        SoundUnreadable: the file is missing.
    """
    abandoned = threading.Event()
    try:
        return await asyncio.to_thread(_cut, path, start, longest, abandoned)
    finally:
        abandoned.set()


def _cut(path: Path, start: int, longest: float, abandoned: threading.Event) -> list[Piece]:
    import soundfile

    from desktop_app.audio.sound_reader import SoundReader

    try:
        with path.open("rb"):
            pass
        source = SoundReader(path)
    except OSError as error:
        raise SoundUnreadable(error.strerror or "") from error
    except (soundfile.SoundFileError, TypeError):
        return [WHOLE]
    rate = source.samplerate
    try:
        with source:
            cuts = [start, *_cuts(source, start, max(1, round(longest * rate)), abandoned)]
    except soundfile.SoundFileError as error:
        raise SoundUnreadable(str(error)) from error
    pieces = [Piece(first, last, rate, (last - first) / rate) for first, last in pairwise(cuts)]
    return [*pieces, Piece(cuts[-1], None, rate, (source.frames - cuts[-1]) / rate)]


def _cuts(
    source: SoundReader,
    start: int,
    window: int,
    abandoned: threading.Event,
) -> Iterator[int]:
    while source.frames - start > window:
        start = _quietest(source, start + window // 2, start + window, abandoned)
        yield start


def _quietest(
    source: SoundReader,
    first: int,
    last: int,
    abandoned: threading.Event,
) -> int:
    """The middle of the last stretch between two frames that is as quiet as the quietest."""
    import numpy as np

    hop: int = max(1, round(source.samplerate * _HOP))
    powers: list[np.ndarray[Any, Any]] = []
    for block in source.part(first, last, hop * _HOPS_A_BLOCK, "float32"):
        if abandoned.is_set():
            raise Abandoned
        hops = block.mean(axis=1)[: len(block) // hop * hop].reshape(-1, hop)
        powers.append(np.square(hops).mean(axis=1))
    power = np.concatenate(powers) if powers else np.empty(0)
    if len(power) < _HOPS:
        return last
    stretches = np.convolve(power, np.full(_HOPS, 1 / _HOPS), "valid")
    quiet = np.flatnonzero(stretches <= stretches.min() * _AS_QUIET + _NOISE)
    silence = np.split(quiet, np.flatnonzero(np.diff(quiet) > 1) + 1)[-1]
    middle = (int(silence[0]) + int(silence[-1]) + _HOPS) // 2
    return first + middle * hop
