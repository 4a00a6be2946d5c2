"""A private X display for tests, and the hand that drags from one window to another.

    with x11_display() as display, drag_source(display, "files", picture) as source:
        program = subprocess.Popen(command, env=display.environ)
        target = display.wait_for_window("Name of its window")
        drag(display, source.window, display.centre(target))
        assert source.outcome() == "CopyAction"

`drag_source` (in tests.x11.drag_source) opens its window in the lower right corner, above all
others, so a window under test may be anywhere as long as the point to drop at is not there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field

import pytest

Point = tuple[int, int]
_PROGRAMS = ("Xvfb", "openbox", "xdotool")
_PATIENCE = 60.0  # seconds
_PAUSE = "0.03"  # seconds between two moves: a target must have time to answer


@dataclass(frozen=True)
class X11Display:
    """`name` is the value of DISPLAY; `environ` is for programs that shall run on it."""

    name: str
    runtime: str
    environ: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        environ = {key: value for key, value in os.environ.items() if key != "WAYLAND_DISPLAY"}
        environ |= {
            "DISPLAY": self.name,
            "QT_QPA_PLATFORM": "xcb",
            "XDG_RUNTIME_DIR": self.runtime,
        }
        object.__setattr__(self, "environ", environ)

    def xdotool(self, *arguments: str) -> str:
        """What xdotool answers; fails with CalledProcessError or TimeoutExpired."""
        return subprocess.run(
            ["xdotool", *arguments],
            env=self.environ,
            check=True,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
        ).stdout

    def wait_for_window(self, title: str) -> str:
        """The id of the visible window whose title matches the pattern `title`."""
        found = self.xdotool("search", "--sync", "--onlyvisible", "--name", title)
        return found.split()[0]

    def geometry(self, window: str) -> tuple[int, int, int, int]:
        """Left, top, width, height of a window's content on the screen."""
        lines = self.xdotool("getwindowgeometry", "--shell", window).splitlines()
        values = dict(line.split("=", 1) for line in lines)
        left, top, width, height = (int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT"))
        return left, top, width, height

    def centre(self, window: str) -> Point:
        """The middle of a window on the screen."""
        left, top, width, height = self.geometry(window)
        return left + width // 2, top + height // 2


@contextmanager
def x11_display(width: int = 1280, height: int = 900) -> Iterator[X11Display]:
    """Run Xvfb and openbox; the test is skipped where they are not installed."""
    if missing := [program for program in _PROGRAMS if shutil.which(program) is None]:
        pytest.skip(f"not installed: {', '.join(missing)}")
    with ExitStack() as stack:
        runtime = stack.enter_context(tempfile.TemporaryDirectory(prefix="x11-"))
        display = X11Display(stack.enter_context(_x_server(width, height)), runtime)
        stack.enter_context(_running(["openbox"], env=display.environ))
        _wait_for_manager(display)
        yield display


def drag(display: X11Display, source: str, to: Point, *, start: Point | None = None) -> None:
    """Drag with the left button from `start` (the middle of window `source`) and drop at `to`.

    It returns when the button is up; the programs may take longer. The moves are several and
    small, the last ones inside the target: a drag begins after a distance only, and a target is
    asked with each move.
    """
    x, y = start or display.centre(source)
    end_x, end_y = to
    path = [(x + 12, y + 5), (x + 40, y + 10)]
    path += [(x + (end_x - x) * step // 4, y + (end_y - y) * step // 4) for step in (1, 2, 3)]
    path += [(end_x - 4, end_y - 2), (end_x - 2, end_y - 1), (end_x, end_y)]
    moves = ["mousemove", str(x), str(y), "sleep", _PAUSE, "mousedown", "1"]
    for at_x, at_y in path:
        moves += ["mousemove", str(at_x), str(at_y), "sleep", _PAUSE]
    display.xdotool(*moves, "sleep", _PAUSE, "mouseup", "1")


@contextmanager
def _x_server(width: int, height: int) -> Iterator[str]:
    reading, writing = os.pipe()
    # Without -noreset the server begins anew when a first client leaves, and drops openbox.
    command = ["Xvfb", "-noreset", "-displayfd", str(writing)]
    command += ["-screen", "0", f"{width}x{height}x24"]
    with (
        open(reading, encoding="ascii") as answer,  # noqa: PTH123 (a pipe has no path)
        _running([*command, "-nolisten", "tcp"], pass_fds=(writing,)),
    ):
        os.close(writing)
        number = answer.readline().strip()  # empty when the server has ended
        assert number, "Xvfb did not start"
        yield f":{number}"


def _wait_for_manager(display: X11Display) -> None:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        # Only a window manager can answer this.
        with suppress(subprocess.CalledProcessError):
            display.xdotool("get_num_desktops")
            return
        time.sleep(0.02)
    pytest.fail("openbox did not start")


@contextmanager
def _running(
    command: Sequence[str], env: Mapping[str, str] | None = None, pass_fds: Sequence[int] = ()
) -> Iterator[None]:
    process = subprocess.Popen(
        command, env=env, pass_fds=pass_fds, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
