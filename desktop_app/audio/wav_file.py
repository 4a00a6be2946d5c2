"""A WAV file that every program can read at any moment, also after its writer was killed."""

from __future__ import annotations

import os
import struct
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from io import FileIO

FRAME_BYTES = 2  # PCM16 mono
_HEADER = struct.Struct("<4sI4s4sIHHIIHH4sI")
_SYNC_SECONDS = 1.0


class WavFile:
    """Writes PCM16 mono; the header is true after every write, the disk once a second.

    Not libsndfile: here a full disk shows as the OSError that it is, and what still fitted counts.
    """

    def __init__(self, file: FileIO, rate: int) -> None:
        """Take over `file`, which is open, empty and unbuffered; `rate` in Hz."""
        self._file = file
        self._rate = rate
        self._synced = time.monotonic()
        self.frames = 0
        self._write_header()

    @property
    def seconds(self) -> float:
        """Length of the sound so far."""
        return self.frames / self._rate

    def write(self, sound: bytes) -> None:
        """Append whole frames.

        Raises:
            OSError: the disk is full or gone; frames that were written before that are kept.
        """
        rest = memoryview(sound)
        try:
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
        finally:
            self.frames += (len(sound) - len(rest)) // FRAME_BYTES
            self._write_header()
        if time.monotonic() - self._synced >= _SYNC_SECONDS:
            os.fsync(self._file.fileno())
            self._synced = time.monotonic()

    def close(self) -> None:
        """Close the file; it is then safe on the disk.

        Raises:
            OSError: the disk is full or gone.
        """
        os.fsync(self._file.fileno())
        self._file.close()

    def _write_header(self) -> None:
        length = self.frames * FRAME_BYTES
        byte_rate = self._rate * FRAME_BYTES
        sizes = (16, 1, 1, self._rate, byte_rate, FRAME_BYTES, 8 * FRAME_BYTES)
        header = _HEADER.pack(
            b"RIFF", _HEADER.size - 8 + length, b"WAVE", b"fmt ", *sizes, b"data", length
        )
        self._file.seek(0)
        self._file.write(header)
        self._file.seek(0, os.SEEK_END)
