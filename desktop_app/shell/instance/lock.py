"""Which of several starts is the one that runs. Needed before the first paint: nothing heavy."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


class InstanceLock:
    """The system lets go of it with the process, however that ends: it is never left behind.

    Where a file system knows no locks, everybody gets it: two programs are better than none.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._handle: int | None = None

    def acquire(self) -> bool:
        """Whether this process is the one; it stays so until `release` or its end."""
        if self._handle is not None:
            return True
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError:
            return True  # a folder that cannot be written is said elsewhere
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError):  # the latter on Windows
            os.close(handle)
            return False
        except OSError:
            os.close(handle)
            return True
        self._handle = handle
        with suppress(OSError):
            os.ftruncate(handle, 0)
            os.write(handle, str(os.getpid()).encode("ascii"))
        return True

    def holder(self) -> str:
        """The process id of the one that has it; "" when it is not known."""
        try:
            return self._path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return ""

    def release(self) -> None:
        """Let the next start have it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


if sys.platform == "win32":
    import msvcrt

    _FAR = 1 << 20  # what is locked there cannot be read by others; the process id can

    def _lock(handle: int) -> None:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        os.lseek(handle, 0, os.SEEK_SET)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
