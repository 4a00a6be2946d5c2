"""Reads a part of a sound file in blocks. Imported where it is needed: soundfile comes with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal

import soundfile
from typing_extensions import override

if TYPE_CHECKING:
    import numpy as np

_LEAD_SECONDS = 0.5


class SoundReader(soundfile.SoundFile):  # type: ignore[misc] # it is untyped
    """A sound file that is only read onwards."""

    @override
    def seekable(self) -> bool:
        # Else soundfile seeks to where it is after each block, and MP3 is garbled for 20 ms there.
        return False

    def part(
        self, start: int, end: int | None, size: int, dtype: Literal["int16", "float32"]
    ) -> Iterator[np.ndarray[Any, Any]]:
        """Blocks (frames × channels) of at most `size` frames, from `start` up to `end`."""
        lead = min(start, round(self.samplerate * _LEAD_SECONDS))
        self.seek(start - lead)
        self.read(lead, dtype=dtype)  # what MP3 needs to know of the sound before
        place = start
        while end is None or place < end:
            wanted = size if end is None else min(size, end - place)
            block = self.read(wanted, dtype=dtype, always_2d=True)
            if not len(block):
                return
            yield block
            place += len(block)
