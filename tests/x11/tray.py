"""A tray at the upper edge of a private display, and the icons in it."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.x11.display import X11Display

_PATIENCE = 15.0  # seconds
_LARGEST = 64  # pixels of an icon
_WINDOW = re.compile(r'(0x[0-9a-f]+) "(.*)": .*?  (\d+)x\d+')


class Tray:
    """Where icons are found by the title of their program."""

    def __init__(self, display: X11Display) -> None:
        self._display = display

    def wait_for_icon(self, title: str) -> str:
        """The window of an icon; fails when it does not come."""
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            if icon := self._find(title):
                return icon
            time.sleep(0.05)
        raise AssertionError("there is no icon in the tray")

    def click(self, icon: str, button: int = 1) -> None:
        """Press and release a mouse button on an icon."""
        x, y = self._display.centre(icon)
        self._display.xdotool("mousemove", str(x), str(y), "click", str(button))

    def _find(self, title: str) -> str | None:
        tree = subprocess.run(
            ["xwininfo", "-root", "-tree"],
            env=self._display.environ,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for window, name, width in _WINDOW.findall(tree):
            if name == title and 1 < int(width) <= _LARGEST:
                return str(window)
        return None


@contextmanager
def running_tray(display: X11Display) -> Iterator[Tray]:
    """Run trayer on the display."""
    size = ("--widthtype", "request", "--height", "28")
    process = subprocess.Popen(
        ["trayer", "--edge", "top", "--align", "right", *size],
        env=display.environ,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        display.xdotool("search", "--sync", "--name", "^panel$")
        yield Tray(display)
    finally:
        process.terminate()
        process.wait()
