"""How much of the processor a model may take."""

from __future__ import annotations

import os


def all_threads() -> int:
    """One thread a core."""
    return os.cpu_count() or 1


def calm_threads() -> int:
    """All cores but one.

    The threads of these libraries wait by spinning: with no core left over, any other work on the
    machine, above all the window's, makes an answer several times slower.
    """
    return max(1, all_threads() - 1)
