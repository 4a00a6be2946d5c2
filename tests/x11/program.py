"""The real program on a private display, with a scripted hub."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.settings import Settings, save_settings
from tests.servers import HUB_KEY, ScriptedServer, play_hub

if TYPE_CHECKING:
    from tests.x11.display import X11Display

Rectangle = tuple[int, int, int, int]  # left, top, width, height
PATIENCE = 20.0  # seconds
_ROOT = Path(__file__).parents[2]


@contextmanager
def running_program(
    display: X11Display, hub: ScriptedServer, folder: Path, *, tab: str
) -> Iterator[str]:
    """The program with `tab` open and its models known; the id of its window."""
    play_hub(hub)
    homes = {
        f"XDG_{name}_HOME": str(folder / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    settings = folder / "CONFIG" / "llmhub-desktop" / "settings.json"
    save_settings(settings, Settings(current_tab=tab))
    environ = {**display.environ, **homes, "API_BASE": hub.base_url, "API_KEY": HUB_KEY}
    with subprocess.Popen([sys.executable, "-m", "desktop_app"], cwd=_ROOT, env=environ) as program:
        try:
            window = display.wait_for_window("^LLM Hub Desktop$")
            assert hub.wait_until(lambda: bool(hub.requests_to("/v2/models")), PATIENCE)
            yield window
        finally:
            program.terminate()
            program.wait(PATIENCE)
