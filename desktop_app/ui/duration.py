"""How long something lasts, as a clock shows it."""

from __future__ import annotations

import math


def clock(seconds: float) -> str:
    """Whole seconds as "0:07", "12:30" or "1:02:03"."""
    minutes, second = divmod(int(seconds), 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def time_left(seconds: float) -> str:
    """Whole seconds, rounded up, as "38 s", "12:30" or "1:02:03"."""
    whole = math.ceil(seconds)
    return f"{whole} s" if whole < 60 else clock(whole)
