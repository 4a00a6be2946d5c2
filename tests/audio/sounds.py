"""Comparing sounds, and waiting for what must happen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile as sf

from desktop_app.audio.recorder_messages import Level

if TYPE_CHECKING:
    from desktop_app.audio.recorder_messages import RecorderEvent

Samples = np.ndarray[Any, Any]


def samples(path: Path) -> Samples:
    sound: Samples = sf.read(path, dtype="int16")[0]
    return sound


def write_tone(path: Path) -> Path:
    """Half a second of a rising tone, 16 kHz mono."""
    moments = np.arange(8_000) / 16_000
    sf.write(path, 0.5 * np.sin(2 * np.pi * (300 + 900 * moments) * moments), 16_000)
    return path


def place(played: Samples, recorded: Samples) -> int:
    """Where `played` best fits into `recorded`, by correlation (frames; negative: before it)."""
    size = 1 << (len(played) + len(recorded)).bit_length()
    spectrum = np.fft.rfft(recorded, size) * np.conj(np.fft.rfft(played, size))
    offset = int(np.fft.irfft(spectrum, size).argmax())
    return offset if offset < size // 2 else offset - size


def likeness(played: Samples, recorded: Samples) -> float:
    """Correlation (to 1) of `played` with the best fitting part of `recorded`."""
    offset = place(played, recorded)
    part = recorded[max(offset, 0) :][: len(played)].astype(float)
    whole = played[max(-offset, 0) :][: len(part)].astype(float)
    lost = np.sum(np.square(played.astype(float))) - np.sum(np.square(whole))
    norm = np.sqrt((np.sum(np.square(whole)) + lost) * np.sum(np.square(part)))
    return float(np.sum(whole * part) / norm) if norm else 0.0


def was_heard(events: Sequence[RecorderEvent]) -> bool:
    """Whether something loud has come and is over."""
    peaks = [event.peak for event in events if isinstance(event, Level)]
    return max(peaks, default=0.0) > 0.1 and peaks[-1] == 0.0


async def eventually(condition: Callable[[], object], seconds: float = 10.0) -> None:
    """Wait until `condition` holds, without keeping the loop from its work."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            pytest.fail("it did not happen in time")
        await asyncio.sleep(0.02)
