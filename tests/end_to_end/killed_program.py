"""The real program on a screen of its own, to be killed while it works, and what it left."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, overload

from typing_extensions import override

from desktop_app.core.paths import FOLDER_NAME
from tests.end_to_end.window import PATIENCE, paths_below
from tests.servers.messages import Part, Pause, Reply
from tests.servers.replies import chat_chunk

if TYPE_CHECKING:
    from tests.servers import ScriptedServer
    from tests.x11.display import X11Display

_ROOT = Path(__file__).parents[2]
_KINDS = ("config", "data", "state", "cache")


class RealProgram:
    """`python -m desktop_app`, driven by keys alone."""

    def __init__(self, display: X11Display, process: subprocess.Popen[bytes]) -> None:
        self.process = process
        self._display = display

    def type(self, text: str) -> None:
        """Type into what has the focus: the prompt, when the program has just started."""
        self._display.xdotool("type", "--delay", "5", text)

    def press(self, key: str) -> None:
        """Press a key, in xdotool's words."""
        self._display.xdotool("key", key)

    def kill(self) -> float:
        """Kill it as nothing can be killed more; the moment on the monotonic clock."""
        moment = time.monotonic()
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)
        return moment


@contextmanager
def real_program(
    display: X11Display, folder: Path, environ: Mapping[str, str]
) -> Iterator[RealProgram]:
    """The program in front, over the folders that `running_window` has for `folder`."""
    homes = {f"XDG_{kind.upper()}_HOME": str(_home(folder, kind)) for kind in _KINDS}
    command = (sys.executable, "-m", "desktop_app")
    process = subprocess.Popen(command, cwd=_ROOT, env={**display.environ, **homes, **environ})
    with process:
        try:
            window = display.wait_for_window("^LLM Hub Desktop$")
            display.xdotool("windowactivate", "--sync", window)
            yield RealProgram(display, process)
        finally:
            if process.poll() is None:
                process.kill()


def wait_until_connected(hub: ScriptedServer) -> None:
    """Wait until the program has been told the models."""

    def is_told() -> bool:
        return any(asked.answered.is_set() for asked in hub.requests_to("/v2/models"))

    assert hub.wait_until(is_told, PATIENCE), "the program does not connect"


def glimpse(folder: Path, query: str) -> list[tuple[object, ...]]:
    """What is in the file of a program that runs, read through a copy with its log."""
    file = paths_below(folder).conversations / "conversations.sqlite3"
    with tempfile.TemporaryDirectory() as copies:
        copied = Path(copies, file.name)
        for suffix in ("", "-wal"):
            if (origin := Path(f"{file}{suffix}")).exists():
                shutil.copy(origin, f"{copied}{suffix}")
        with closing(sqlite3.connect(copied)) as connection:
            try:
                return connection.execute(query).fetchall()
            except sqlite3.DatabaseError:
                return []  # it is not there yet, or was copied amid a write


def wait_to_see(folder: Path, query: str) -> None:
    """Wait until a query of the file finds something."""
    deadline = time.monotonic() + PATIENCE
    while not glimpse(folder, query):
        assert time.monotonic() < deadline, f"waited in vain for {query}"
        time.sleep(0.05)


class TickingAnswer(Sequence[Part]):
    """The parts of an answer of numbers, which knows when it sent each of them."""

    def __init__(self, pause: float = 0.01) -> None:
        self._pause = Pause(pause)
        self.sent: list[tuple[str, float]] = []

    @property
    def reply(self) -> Reply:
        """The answer, which never ends."""
        return Reply(200, {"content-type": "text/event-stream"}, self, forever=True)

    @property
    def seconds(self) -> float:
        """For how long it has been sent."""
        return time.monotonic() - self.sent[0][1] if self.sent else 0.0

    def sent_before(self, moment: float) -> str:
        """All that had been sent at that moment."""
        return "".join(text for text, when in self.sent if when <= moment)

    @override
    def __iter__(self) -> Iterator[Part]:
        text = f"{len(self.sent)} "
        yield b"data: " + json.dumps(chat_chunk({"content": text})).encode() + b"\n\n"
        self.sent.append((text, time.monotonic()))
        yield self._pause

    @override
    def __len__(self) -> int:
        return 2

    @overload
    def __getitem__(self, index: int) -> Part: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Part]: ...
    @override
    def __getitem__(self, index: int | slice) -> Part | Sequence[Part]:
        return list(self)[index]


def _home(folder: Path, kind: str) -> Path:
    """A folder for the XDG variable that leads the program to `folder`/`kind`."""
    home, own = folder / "xdg" / kind, folder / kind
    if not home.exists():
        home.mkdir(parents=True)
        own.mkdir(exist_ok=True)
        (home / FOLDER_NAME).symlink_to(own, target_is_directory=True)
    return home
