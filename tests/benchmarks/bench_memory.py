"""Memory of the program at rest: window open, connected, every package loaded.

The limit holds for the program as it stands after its start; what the other tabs add once they
have been shown is printed beside it.
"""

from __future__ import annotations

import asyncio
import importlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

LIMIT_MB = 160
# sounddevice is missing: it is loaded by the recorder's process alone, as a sound server that
# hangs would hang the window.
LOADED = ("openai", "numpy", "soundfile", "keyring", "pygments", "jsonschema")


async def _rest(folder: Path, server_url: str, key: str) -> None:
    from tests.end_to_end.window import running_window

    environ = {"API_BASE": server_url, "API_KEY": key}
    async with running_window(folder, environ) as window:
        await window.until_text("main.connection", "connected, ")
        for name in LOADED:
            await asyncio.to_thread(importlib.import_module, name)
        await asyncio.sleep(1.0)
        at_rest = _resident_mb()
        for index in range(7):
            window.show_tab(index)
            await asyncio.sleep(0.3)
        print(at_rest, _resident_mb())


def _resident_mb() -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _child(url: str, key: str) -> None:
    import desktop_app.plain_imports  # noqa: F401 - as the program does, before PySide6

    # isort: split
    from desktop_app.event_loop import new_event_loop
    from desktop_app.first_paint import new_application
    from desktop_app.garbage_collection import GuiThreadCollector

    app = new_application()
    GuiThreadCollector(app)
    with (
        tempfile.TemporaryDirectory() as folder,
        asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner,
    ):
        runner.run(_rest(Path(folder), url, key))


def run() -> bool:
    """True when the program stays within its memory. The scripted server is not counted."""
    from tests.servers import HUB_KEY, ScriptedServer, play_hub

    with ScriptedServer() as hub:
        play_hub(hub)
        result = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_memory", hub.base_url, HUB_KEY],
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            capture_output=True,
            text=True,
            check=False,
        )
    if result.returncode:
        raise SystemExit(result.stderr)
    at_rest, all_tabs = map(float, result.stdout.splitlines()[-1].split())
    print("Memory, every package loaded")
    print(f"  at rest                         {at_rest:5.0f} MB  (limit {LIMIT_MB} MB)")
    print(f"  after all seven tabs were shown {all_tabs:5.0f} MB")
    return at_rest <= LIMIT_MB


if __name__ == "__main__":
    if len(sys.argv) == 3:
        _child(sys.argv[1], sys.argv[2])
    else:
        sys.exit(0 if run() else 1)
