"""What is left of runs that did not end in order."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import NamedTuple

from desktop_app.core.logs.runs import PREFIX, SUFFIX

_CRASH = "crash-"
_KEPT = 3
_LARGEST = 64 * 1024  # bytes of a trace that are read


class Crash(NamedTuple):
    """A run that did not end in order: when it began, and where it was if that is known."""

    path: Path
    header: str
    trace: str


def crashes(folder: Path) -> list[Crash]:
    """The runs that did not end in order and of which nobody has been told; newest first.

    They are listed once: from then on they are among those that `last_crash` looks at.
    """
    found = []
    for path in sorted(folder.glob(f"{PREFIX}*{SUFFIX}"), reverse=True):
        kept = path.with_name(path.name.replace(PREFIX, _CRASH, 1))
        with contextlib.suppress(OSError):
            if not _is_held(path):
                path.replace(kept)
                found.append(_read(kept))
    for old in sorted(folder.glob(f"{_CRASH}*{SUFFIX}"))[:-_KEPT]:
        old.unlink(missing_ok=True)
    return found


def last_crash(folder: Path) -> Crash | None:
    """The last run that did not end in order, of those that `crashes` has listed."""
    for path in sorted(folder.glob(f"{_CRASH}*{SUFFIX}"), reverse=True):
        with contextlib.suppress(OSError):
            return _read(path)
    return None


def _read(path: Path) -> Crash:
    with path.open("rb") as stream:
        text = stream.read(_LARGEST).decode("utf-8", "replace")
    header, _, trace = text.partition("\n")
    return Crash(path, header, trace.strip())


def _is_held(path: Path) -> bool:
    if sys.platform == "win32":
        return False
    import fcntl

    with path.open("rb") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
    return False
