"""How loud PCM16 sound is."""

from __future__ import annotations

import array
import math
import operator
import threading

_FULL_SCALE = 32_768


def measure(sound: bytes) -> tuple[float, float]:
    """Peak and root mean square of PCM16 samples, each from 0 to 1."""
    samples = array.array("h", sound)
    if not samples:
        return 0.0, 0.0
    peak = max(*samples, -min(samples))
    power = sum(map(operator.mul, samples, samples)) / len(samples)
    return peak / _FULL_SCALE, math.sqrt(power) / _FULL_SCALE


class Meter:
    """The loudest since one last looked; written by one thread, read by another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._level: tuple[float, float] | None = None

    def add(self, sound: bytes) -> None:
        """Take a block into account."""
        peak, rms = measure(sound)
        with self._lock:
            before = self._level or (0.0, 0.0)
            self._level = max(peak, before[0]), max(rms, before[1])

    def look(self) -> tuple[float, float] | None:
        """Peak and root mean square since the last look; None when no sound came."""
        with self._lock:
            level, self._level = self._level, None
        return level
