"""Sizes and start times: a bare PySide6 window, the source tree, the wheel, the packaged program.

After `make package` and packaging/trial/wheel.sh:
`.venv/bin/python packaging/trial/sizes_and_starts.py`. All start in turn on one screen; a start
ends when the window manager has the window. The verdict is a ratio; the exit code follows it.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from tests.x11.display import X11Display, x11_display  # noqa: E402

ROUNDS, WARM_UP = 11, 2
LIMIT_SIZE = 300_000_000  # bytes, installed, without the engine
LIMIT_START = 1.5  # times the source tree
PATIENCE = 60.0  # seconds
_BARE = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("bare"))
window.resize(1280, 800)
window.show()
app.exec()
"""
FROZEN = ROOT / "build" / "folders" / "llmhub-desktop"
WHEEL = ROOT / "build" / "pipx" / "venvs" / "llmhub-desktop"
COMMANDS: dict[str, Sequence[str]] = {
    "bare PySide6 window": (str(ROOT / ".venv/bin/python"), "-c", _BARE),
    "source tree": (str(ROOT / ".venv/bin/python"), "-m", "desktop_app"),
    "wheel": (str(WHEEL / "bin/llmhub-desktop"),),
    "packaged": (str(FROZEN / "llmhub-desktop"),),
}


class Windows:
    """The windows that the manager has, told as they come and go."""

    def __init__(self, display: X11Display) -> None:
        self._spy = subprocess.Popen(
            ["xprop", "-root", "-spy", "_NET_CLIENT_LIST"],
            env=dict(display.environ),
            stdout=subprocess.PIPE,
            text=True,
        )

    def wait(self, *, some: bool) -> float:
        """The moment at which there were some windows, or none."""
        assert self._spy.stdout is not None
        for line in self._spy.stdout:
            if ("0x" in line) == some:
                return time.monotonic()
        raise SystemExit("xprop ended")

    def close(self) -> None:
        """End the telling."""
        self._spy.kill()
        self._spy.communicate()


def start_time(command: Sequence[str], windows: Windows, environ: dict[str, str]) -> float:
    """Seconds from the start of the process to its window."""
    started = time.monotonic()
    with subprocess.Popen(command, env=environ, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
        seconds = windows.wait(some=True) - started
        # Not at once: a program that has not finished its start may not have learnt to end.
        time.sleep(0.8)
        process.terminate()
        windows.wait(some=False)
        process.wait(PATIENCE)
    return seconds


def measure() -> dict[str, list[float]]:
    """Start all in turn, round after round."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as home, x11_display() as display:
        windows = Windows(display)
        windows.wait(some=False)
        environ = {k: v for k, v in display.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        environ |= {"HOME": home, "API_BASE": "http://127.0.0.1:9/v1", "API_KEY": "k"}
        environ |= {f"XDG_{name}_HOME": home for name in ("CONFIG", "DATA", "STATE", "CACHE")}
        for number in range(-WARM_UP, ROUNDS):
            for name, command in COMMANDS.items():
                seconds = start_time(command, windows, environ)
                if number >= 0:
                    times[name].append(seconds)
        windows.close()
    return times


def size(*folders: Path) -> int:
    """Bytes of all files, links not followed."""
    return sum(
        (Path(folder) / name).lstat().st_size
        for top in folders
        for folder, _, names in os.walk(top)
        for name in names
    )


def main() -> int:
    """Print the table; 0 if the packaged program is small and quick enough."""
    sizes = {
        "bare PySide6 window": size(*(WHEEL / "lib").glob("*/site-packages/PySide6"))
        + size(*(WHEEL / "lib").glob("*/site-packages/shiboken6")),
        "source tree": size(ROOT / "desktop_app", ROOT / "resources"),
        "wheel": size(WHEEL),
        "packaged": size(FROZEN),
    }
    times = measure()
    ratios = {
        name: [
            statistics.median(mine / other for mine, other in zip(own, times[base], strict=True))
            for base in ("bare PySide6 window", "source tree")
        ]
        for name, own in times.items()
    }
    print(f"{'':20} {'size':>8}  {'start':>7}  {'× bare':>7}  {'× source tree':>13}")
    for name, own in times.items():
        bare, source = ratios[name]
        start = 1000 * statistics.median(own)
        print(f"{name:20} {sizes[name] / 1e6:5.0f} MB {start:5.0f} ms  {bare:7.2f}  {source:13.2f}")
    for package in sorted((ROOT / "dist").glob("llmhub*")):
        print(f"{package.name}: {package.stat().st_size / 1e6:.1f} MB")
    ratio = ratios["packaged"][1]
    print(f"packaged: {sizes['packaged'] / 1e6:.0f} MB (limit {LIMIT_SIZE / 1e6:.0f} MB)")
    print(f"packaged: {ratio:.2f} × the source tree's start (limit {LIMIT_START})")
    return 0 if ratio <= LIMIT_START and sizes["packaged"] <= LIMIT_SIZE else 1


if __name__ == "__main__":
    sys.exit(main())
