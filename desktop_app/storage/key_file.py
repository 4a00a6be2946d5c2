"""Keys in a file that its owner alone may read, for systems without a keyring."""

from __future__ import annotations

import json
import os
import stat
import sys
import threading
from pathlib import Path

from desktop_app.core.atomic_file import write_atomically
from desktop_app.core.errors import KeyFileProblem, KeyFileUnusable

_LARGEST = 4 * 1024 * 1024  # bytes


class KeyFile:
    """A JSON object of secrets by name; blocking, and safe to call from any thread.

    It lies in the folder of the program's state, which no backup or export of the program takes.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()

    def get(self, name: str) -> str:
        """The secret of that name, or "".

        Raises:
            KeyFileUnusable: the file is damaged, not ours, or others can read it.
        """
        with self._lock:
            return self._read().get(name, "")

    def set(self, name: str, secret: str) -> None:
        """Keep a secret, or remove it when it is "". The last one takes the file with it.

        Raises:
            KeyFileUnusable: the file is not ours, others can read it, or it cannot be written.
        """
        with self._lock:
            secrets = self._read_to_change()
            secrets.pop(name, None)
            if secret:
                secrets[name] = secret
            try:
                if secrets:
                    self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                    write_atomically(self.path, json.dumps(secrets, ensure_ascii=False, indent=2))
                else:
                    self.path.unlink(missing_ok=True)
            except OSError as error:
                raise self._unusable(KeyFileProblem.UNREACHABLE, error) from error

    def _read_to_change(self) -> dict[str, str]:
        try:
            return self._read()
        except KeyFileUnusable as error:
            if error.problem is not KeyFileProblem.DAMAGED:
                raise
            return {}

    def _read(self) -> dict[str, str]:
        try:
            with os.fdopen(os.open(self.path, _FLAGS), "rb") as stream:
                self._check(os.fstat(stream.fileno()))
                content = stream.read(_LARGEST + 1)
        except FileNotFoundError:
            return {}
        except OSError as error:
            # A link is refused while it is opened: where it leads is another's affair.
            link = self.path.is_symlink()
            problem = KeyFileProblem.NOT_OURS if link else KeyFileProblem.UNREACHABLE
            raise self._unusable(problem, error) from error
        try:
            secrets = json.loads(content.decode("utf-8"))
        except (ValueError, RecursionError):
            raise self._unusable(KeyFileProblem.DAMAGED) from None  # its words would quote the file
        if not isinstance(secrets, dict) or len(content) > _LARGEST:
            raise self._unusable(KeyFileProblem.DAMAGED)
        return {name: secret for name, secret in secrets.items() if isinstance(secret, str)}

    def _check(self, status: os.stat_result) -> None:
        if not stat.S_ISREG(status.st_mode):
            raise self._unusable(KeyFileProblem.NOT_OURS)
        if sys.platform == "win32":
            return  # the folder belongs to the person, and rights are no bits there
        if status.st_uid != os.getuid():
            raise self._unusable(KeyFileProblem.NOT_OURS)
        if status.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise self._unusable(KeyFileProblem.READABLE_BY_OTHERS)

    def _unusable(self, problem: KeyFileProblem, error: OSError | None = None) -> KeyFileUnusable:
        return KeyFileUnusable(problem, self.path, (error and error.strerror) or "")


# A pipe in its place must not hold the program up.
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
