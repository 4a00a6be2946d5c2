"""Says of a large database that it is as it was left in order, so that it opens without a check.

Reading a file through takes the longer the more a person has kept. What damages it while the
program does not run changes its size or time; a disk that fails silently is noticed by the daily
backup, which is checked thoroughly.
"""

from __future__ import annotations

import contextlib
import time
from pathlib import Path

from desktop_app.storage.database.connection import WAL_FILES

_SMALL = 4 * 1024 * 1024  # bytes: up to here a check takes no time
_TICK = 0.01  # seconds; file systems count time in steps of a few milliseconds
_TRIES = 5


class Seal:
    """Lies beside the file, from an orderly end to the next opening."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._seal = file.with_name(f"{file.name}.sound")

    def holds(self) -> bool:
        """Whether nobody has touched the file since it was sealed."""
        try:
            # What is written within the same step as the seal would not show in the times.
            is_older = self._file.stat().st_mtime_ns < self._seal.stat().st_mtime_ns
            return is_older and self._seal.read_text(encoding="ascii") == self._look()
        except (OSError, ValueError):
            return False

    def put(self) -> None:
        """Seal the file, which is closed and known to be good."""
        with contextlib.suppress(OSError):
            if self._file.stat().st_size <= _SMALL:
                return
            for _ in range(_TRIES):
                self._seal.write_text(self._look(), encoding="ascii")
                if self.holds():
                    return
                time.sleep(_TICK)
        self.remove()

    def remove(self) -> None:
        """The file is about to be used."""
        with contextlib.suppress(OSError):
            self._seal.unlink(missing_ok=True)

    def _look(self) -> str:
        status = self._file.stat()
        has_log = any(Path(f"{self._file}{suffix}").exists() for suffix in WAL_FILES)
        return f"{status.st_size} {status.st_mtime_ns} {has_log}"
