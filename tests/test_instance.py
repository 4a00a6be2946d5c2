"""Several starts of the real program over the same folders make one program."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.servers import HUB_KEY, ScriptedServer
from tests.test_program import wait_until

if TYPE_CHECKING:
    from tests.x11.display import X11Display

_ROOT = Path(__file__).parents[1]
_PATIENCE = 30.0  # seconds
_TITLE = "^LLM Hub Desktop$"


@pytest.fixture
def environ(display: X11Display, hub: ScriptedServer, tmp_path: Path) -> dict[str, str]:
    homes = {
        f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    server = {"API_BASE": hub.base_url, "API_KEY": HUB_KEY, "PYTHONPATH": str(_ROOT)}
    return {**display.environ, **homes, **server}


@contextmanager
def starts(
    environ: Mapping[str, str], folder: Path, *arguments: str, times: int = 1
) -> Iterator[list[subprocess.Popen[str]]]:
    """Start the program in `folder`, so many times at once; what still runs is killed."""
    command = (sys.executable, "-m", "desktop_app", *arguments)
    processes = [
        subprocess.Popen(command, cwd=folder, env=environ, stderr=subprocess.PIPE, text=True)
        for _ in range(times)
    ]
    try:
        yield processes
    finally:
        for process in processes:
            process.kill()
            process.communicate()


def windows(display: X11Display) -> list[str]:
    return display.xdotool("search", "--onlyvisible", "--name", _TITLE).split()


def end(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGTERM)
    assert process.wait(_PATIENCE) == 0


def test_six_starts_at_once_make_one_program(
    display: X11Display, environ: dict[str, str], tmp_path: Path
) -> None:
    with starts(environ, tmp_path, times=6) as processes:
        wait_until(lambda: sum(each.poll() is None for each in processes) == 1, "five ends")
        assert sorted(each.returncode or 0 for each in processes) == [0] * 6
        (first,) = (each for each in processes if each.poll() is None)
        assert len(windows(display)) == 1
        end(first)


def test_a_second_start_hands_its_files_over_and_raises_the_window(
    display: X11Display, environ: dict[str, str], tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    picture = elsewhere / "picture.png"
    picture.write_bytes((_ROOT / "packaging/screenshots/chat.png").read_bytes())
    with starts(environ, tmp_path) as (first,):
        window = display.wait_for_window(_TITLE)
        display.xdotool("windowminimize", "--sync", window)
        with starts(environ, elsewhere, picture.name) as (second,):
            assert second.wait(_PATIENCE) == 0
        display.xdotool("search", "--sync", "--onlyvisible", "--name", _TITLE)
        wait_until(lambda: display.xdotool("getactivewindow").strip() == window, "the window")
        end(first)
    settings = json.loads((tmp_path / "CONFIG/llmhub-desktop/settings.json").read_text())
    assert settings["current_tab"] == "vision"


def test_a_killed_program_stands_in_nobodys_way(
    display: X11Display, environ: dict[str, str], tmp_path: Path
) -> None:
    with starts(environ, tmp_path) as (first,):
        display.wait_for_window(_TITLE)
        first.kill()
        first.wait(_PATIENCE)
        with starts(environ, tmp_path) as (second,):
            display.wait_for_window(_TITLE)
            with starts(environ, tmp_path) as (third,):
                assert third.wait(_PATIENCE) == 0
            end(second)


def test_a_program_that_hangs_is_said_so(
    display: X11Display, environ: dict[str, str], tmp_path: Path
) -> None:
    with starts(environ, tmp_path) as (first,):
        display.wait_for_window(_TITLE)
        with starts(environ, tmp_path) as (answered,):
            assert answered.wait(_PATIENCE) == 0
        first.send_signal(signal.SIGSTOP)
        with starts(environ, tmp_path) as (second,):
            assert second.stderr is not None
            sentence = second.stderr.readline()
            assert "does not answer" in sentence
            assert f"process {first.pid}" in sentence
            wait_until(lambda: len(windows(display)) == 2, "the box that says it")
            display.xdotool("key", "Return")
            assert second.wait(_PATIENCE) == 1
