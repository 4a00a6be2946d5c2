"""What a later start wants of the program that runs, and where the two meet."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop_app.command_line import Arguments
    from desktop_app.core.paths import Paths

LONGEST = 1 << 20  # bytes of a request
_LONGEST_PATH = 100  # bytes; a socket's path may not be longer
RECEIVED = b"received\n"
# By which the desktop tells that the person has just asked for a window: Wayland's and X11's.
_ACTIVATION = ("XDG_ACTIVATION_TOKEN", "DESKTOP_STARTUP_ID")


class Request(NamedTuple):
    """What was asked for on the command line, independent of where that was."""

    files: tuple[Path, ...] = ()
    profile: str = ""
    toggles_dictation: bool = False
    shows_window: bool = True
    activation: str = ""

    @classmethod
    def of(cls, asked: Arguments, environ: Mapping[str, str]) -> Request:
        """The request of a start in the present working directory."""
        activation = next(filter(None, map(environ.get, _ACTIVATION)), "")
        files = tuple(path.absolute() for path in asked.files)
        shows = not asked.starts_hidden
        return cls(files, asked.profile, asked.toggle_dictation, shows, activation)

    def to_line(self) -> bytes:
        """One line of JSON."""
        values = {**self._asdict(), "files": [str(path) for path in self.files]}
        return json.dumps(values).encode("ascii") + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> Request:
        """The request of such a line.

        Raises:
            ValueError: it is none.
        """
        try:
            values = json.loads(line)
            return cls(
                tuple(Path(str(path)) for path in values["files"]),
                str(values["profile"]),
                bool(values["toggles_dictation"]),
                bool(values["shows_window"]),
                str(values["activation"]),
            )
        except (KeyError, TypeError) as error:
            raise ValueError(line[:80]) from error


def address(paths: Paths, environ: Mapping[str, str]) -> str:
    """Where the program over these folders is reached: a socket of this user, a pipe on Windows."""
    key = hashlib.sha256(os.fsencode(paths.state.resolve())).hexdigest()[:16]
    name = f"llmhub-desktop-{key}"
    if sys.platform == "win32":
        return name
    # A stick's file system knows no sockets.
    folder = environ.get("XDG_RUNTIME_DIR")
    path = str(Path(folder, name) if folder else paths.state / "instance.socket")
    # A bare name is one in the folder for temporary files.
    return path if len(os.fsencode(path)) <= _LONGEST_PATH else name
