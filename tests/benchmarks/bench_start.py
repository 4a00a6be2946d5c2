"""From the start of the process to the first paint, against a bare PySide6 window."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from desktop_app.core.paths import FOLDER_NAME
from desktop_app.core.settings import Settings, Theme, save_settings

LIMIT = 1.2  # times a bare window
_WARM_UP = 3  # rounds that only warm the caches
TOO_EARLY = ("openai", "numpy", "sounddevice", "soundfile", "keyring", "pygments")

_BARE = """
import sys, time
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("bare"))
window.resize(1280, 800)
watch = Watch()
window.installEventFilter(watch)
window.show()
app.processEvents()
assert watch.painted
print(time.monotonic())
"""

_PROGRAM = """
import sys, time
from desktop_app import bootstrap  # first, as in the program: it mends how all others are imported
from PySide6.QtCore import QEvent, QObject
class Watch(QObject):
    painted = False
    def eventFilter(self, watched, event):
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False
watch = Watch()
def prepared(app, paths, prepare=bootstrap.prepare):
    start = prepare(app, paths)
    start.window.installEventFilter(watch)
    return start
def painted(app, start, asked, run):
    now = time.monotonic()
    assert watch.painted
    print(now)
    early = [name for name in {too_early} if name in sys.modules]
    assert not early, early
    sys.exit(0)
bootstrap.prepare = prepared
bootstrap._run = painted
bootstrap.main([])
"""


def measure(program: str, environ: dict[str, str]) -> float:
    """Seconds from starting the interpreter to the first paint."""
    started = time.monotonic()
    result = subprocess.run(
        [sys.executable, "-c", program],
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode:
        raise SystemExit(result.stderr)
    return float(result.stdout) - started


def run(rounds: int = 21) -> bool:
    """Both in turn; True when the median of the rounds' ratios holds.

    The two of a round meet the same mood of a noisy machine, which their ratio leaves out.
    """
    with tempfile.TemporaryDirectory() as home:
        save_settings(Path(home) / FOLDER_NAME / "settings.json", Settings(theme=Theme.DARK))
        environ = {
            **{k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_CONFIG_HOME": home,
        }
        program = _PROGRAM.replace("{too_early}", repr(TOO_EARLY))
        times: dict[str, list[float]] = {"bare": [], "program": []}
        for number in range(-_WARM_UP, rounds):
            for name, source in (("bare", _BARE), ("program", program)):
                seconds = measure(source, environ)
                if number >= 0:
                    times[name].append(seconds)
    bare, full = (statistics.median(times[name]) for name in ("bare", "program"))
    ratio = statistics.median(
        program / window for program, window in zip(times["program"], times["bare"], strict=True)
    )
    print("First paint, median of", rounds)
    print(f"  bare PySide6 window  {1000 * bare:7.0f} ms  1.00")
    print(f"  LLM Hub Desktop      {1000 * full:7.0f} ms  {ratio:.2f}  (limit {LIMIT})")
    return ratio <= LIMIT


if __name__ == "__main__":
    sys.exit(0 if run() else 1)
