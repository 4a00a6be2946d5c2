"""The real program, as a process of its own on a real screen."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app import __version__
from tests.audio.processes import is_alive
from tests.servers import HUB_KEY, ScriptedServer, play_hub

if TYPE_CHECKING:
    from tests.x11.display import X11Display

_ROOT = Path(__file__).parents[1]
_PATIENCE = 30.0  # seconds
_COMMAND = (sys.executable, "-m", "desktop_app")


@contextmanager
def program(
    display: X11Display, home: Path, *arguments: str, **environ: str
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The program and the id of its window."""
    homes = {f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    environ = {**display.environ, **homes, **environ}
    command = subprocess.Popen((*_COMMAND, *arguments), cwd=_ROOT, env=environ)
    with command as process:
        try:
            yield process, display.wait_for_window("^LLM Hub Desktop$")
        finally:
            if process.poll() is None:
                process.kill()


def wait_until(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        time.sleep(0.05)


def children(pid: int) -> list[int]:
    found = subprocess.run(
        ("pgrep", "--parent", str(pid)), capture_output=True, text=True, check=False
    )
    return [int(line) for line in found.stdout.split()]


def test_it_says_its_version() -> None:
    said = subprocess.run((*_COMMAND, "--version"), capture_output=True, text=True, check=True)
    assert said.stdout.strip() == f"llmhub-desktop {__version__}"


def test_a_person_types_a_question_and_closes_the_window(
    display: X11Display, tmp_path: Path
) -> None:
    with ScriptedServer() as hub:
        play_hub(hub)
        base = {"API_BASE": hub.base_url, "API_KEY": HUB_KEY}
        with program(display, tmp_path, **base) as (process, window):
            assert hub.wait_until(lambda: bool(hub.requests_to("/v2/models")), _PATIENCE)
            display.xdotool("windowactivate", "--sync", window)
            display.xdotool("type", "Who are you?")
            display.xdotool("key", "Return")
            asked = lambda: bool(hub.requests_to("/v2/chat/completions"))  # noqa: E731
            assert hub.wait_until(asked, _PATIENCE)
            sent = hub.last("/v2/chat/completions").json
            assert sent["messages"] == [{"role": "user", "content": "Who are you?"}]
            display.xdotool("key", "alt+F4")
            assert process.wait(_PATIENCE) == 0
    settings = json.loads((tmp_path / "CONFIG/llmhub-desktop/settings.json").read_text())
    assert settings["current_tab"] == "chat"
    assert settings["window_geometry"]
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or HUB_KEY.encode() not in file.read_bytes()


@pytest.mark.parametrize(
    ("how", "code"),
    [(signal.SIGTERM, 0), (signal.SIGHUP, 0), (signal.SIGINT, 128 + signal.SIGINT)],
)
def test_a_signal_ends_it_in_order(
    display: X11Display, tmp_path: Path, how: signal.Signals, code: int
) -> None:
    with ScriptedServer() as hub:
        play_hub(hub)
        base = {"API_BASE": hub.base_url, "API_KEY": HUB_KEY}
        with program(display, tmp_path, **base) as (process, _window):
            assert hub.wait_until(lambda: bool(hub.requests_to("/v2/models")), _PATIENCE)
            process.send_signal(how)
            assert process.wait(_PATIENCE) == code
    state = tmp_path / "STATE/llmhub-desktop"
    assert not list((state / "crashes").iterdir())
    assert "INFO desktop_app.defects: Ends" in (state / "logs/llmhub-desktop.log").read_text()
    assert (tmp_path / "CONFIG/llmhub-desktop/settings.json").exists()


def test_the_engine_ends_with_a_program_that_was_killed(
    display: X11Display, tmp_path: Path
) -> None:
    with program(display, tmp_path) as (process, _window):
        wait_until(lambda: bool(children(process.pid)), "the engine")
        engine = children(process.pid)[0]
        process.kill()
        process.wait(_PATIENCE)
        wait_until(lambda: not is_alive(engine), "the end of the engine")


def test_all_that_a_portable_program_writes_is_in_its_folder(
    display: X11Display, tmp_path: Path
) -> None:
    home, stick = tmp_path / "home", tmp_path / "stick"
    with ScriptedServer() as hub:
        play_hub(hub)
        base = {"API_BASE": hub.base_url, "API_KEY": HUB_KEY, "HOME": str(home)}
        with program(display, home, "--data-dir", str(stick), **base) as (process, _window):
            assert hub.wait_until(lambda: bool(hub.requests_to("/v2/models")), _PATIENCE)
            process.send_signal(signal.SIGTERM)
            assert process.wait(_PATIENCE) == 0
    assert {folder.name for folder in stick.iterdir()} >= {"config", "data", "state"}
    assert not [file for file in home.rglob("*") if "llmhub" in file.name.lower()]


def test_a_crash_is_known_to_the_next_start(display: X11Display, tmp_path: Path) -> None:
    with ScriptedServer() as hub:
        play_hub(hub)
        base = {"API_BASE": hub.base_url, "API_KEY": HUB_KEY}
        with program(display, tmp_path, **base) as (process, _window):
            assert hub.wait_until(lambda: bool(hub.requests_to("/v2/models")), _PATIENCE)
            process.send_signal(signal.SIGSEGV)
            assert process.wait(_PATIENCE) == -signal.SIGSEGV
        folder = tmp_path / "STATE/llmhub-desktop/crashes"
        with program(display, tmp_path, **base) as (process, _window):
            wait_until(lambda: any(folder.glob("crash-*.txt")), "the crash to be found")
        (crash,) = folder.glob("crash-*.txt")
        said = crash.read_text()
    assert said.startswith(f"LLM Hub Desktop {__version__}, started ")
    assert "Fatal Python error: Segmentation fault" in said
    assert "event_loop.py" in said or "bootstrap.py" in said


def test_an_exception_before_the_first_paint_is_known_to_the_next_start(tmp_path: Path) -> None:
    source = "import desktop_app.bootstrap as b; b.prepare = lambda *_: 1 / 0; b.main([])"
    homes = {f"XDG_{name}_HOME": str(tmp_path) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    environ = {**os.environ, **homes, "QT_QPA_PLATFORM": "offscreen"}
    failed = subprocess.run(
        (sys.executable, "-c", source), cwd=_ROOT, env=environ, capture_output=True, check=False
    )
    assert failed.returncode == 1
    (run,) = (tmp_path / "llmhub-desktop/crashes").glob("run-*.txt")
    said = run.read_text()
    assert "ZeroDivisionError: division by zero" in said
    assert "desktop_app/bootstrap.py:" in said
