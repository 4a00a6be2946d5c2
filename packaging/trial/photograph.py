"""Waits until the screen shows something, then saves a picture of it. Usage: photograph.py FILE."""

from __future__ import annotations

import sys
import time

from PySide6.QtGui import QGuiApplication

PATIENCE_S = 60


def main(path: str) -> None:
    """Save the screen to `path` once it shows more than one colour, or exit with a message."""
    app = QGuiApplication([])
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        time.sleep(1)
        picture = app.primaryScreen().grabWindow(0)
        small = picture.toImage().scaled(64, 64)
        if len({small.pixel(x, y) for x in range(64) for y in range(64)}) > 1:
            picture.save(path)
            return
    sys.exit(f"No window within {PATIENCE_S} s.")


if __name__ == "__main__":
    main(sys.argv[1])
