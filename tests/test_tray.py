"""The real program in a real tray: closed, brought back, and dictated to from elsewhere."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.audio.pulse import VirtualMicrophone, speak, virtual_microphone
from tests.servers import HUB_KEY, ScriptedServer
from tests.servers.replies import detail, transcription
from tests.test_instance import starts
from tests.test_program import wait_until
from tests.x11.messages import Messages
from tests.x11.tray import Tray, running_tray

if TYPE_CHECKING:
    from tests.x11.display import X11Display

__all__ = ["virtual_microphone"]

_ROOT = Path(__file__).parents[1]
_PATIENCE = 30.0  # seconds
_TITLE = "^LLM Hub Desktop$"
_TRANSCRIPTIONS = "/v2/audio/audio/transcriptions"
_INDICATOR = "^Dictation"


@pytest.fixture(scope="module")
def tray(display: X11Display) -> Iterator[Tray]:
    with running_tray(display) as running:
        yield running


@pytest.fixture
def environ(display: X11Display, hub: ScriptedServer, tmp_path: Path) -> dict[str, str]:
    homes = {
        f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    server = {"API_BASE": hub.base_url, "API_KEY": HUB_KEY, "PYTHONPATH": str(_ROOT)}
    return {**display.environ, **homes, **server}


def seen(display: X11Display, title: str) -> list[str]:
    """The windows of that title that can be seen, icons left out."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", title],
        env=display.environ, capture_output=True, text=True, check=False,
    ).stdout.split()  # fmt: skip
    return [window for window in found if display.geometry(window)[2] > 64]


def test_a_closed_window_stays_in_the_tray_once_a_person_has_said_so(
    display: X11Display, tray: Tray, environ: dict[str, str], tmp_path: Path
) -> None:
    with starts(environ, tmp_path) as (program,):
        icon = tray.wait_for_icon("LLM Hub Desktop")
        (window,) = seen(display, _TITLE)
        display.xdotool("windowactivate", "--sync", window, "key", "alt+F4")
        display.xdotool("search", "--sync", "--onlyvisible", "--name", "^Close the window")
        assert seen(display, _TITLE)
        display.xdotool("key", "Return")
        wait_until(lambda: not seen(display, _TITLE), "the end of the window")
        tray.click(icon)
        wait_until(lambda: bool(seen(display, _TITLE)), "the window")
        display.xdotool("windowactivate", "--sync", window, "key", "alt+F4")
        wait_until(lambda: not seen(display, _TITLE), "the end of the window")
        assert program.poll() is None
        tray.click(icon, button=3)
        display.xdotool("sleep", "0.3", "key", "Up", "key", "Return")  # the last entry
        assert program.wait(_PATIENCE) == 0
    settings = json.loads((tmp_path / "CONFIG/llmhub-desktop/settings.json").read_text())
    assert settings["on_close"] == "stay"


def test_a_hidden_start_asks_no_server_until_it_is_wanted(
    display: X11Display, tray: Tray, environ: dict[str, str], tmp_path: Path, hub: ScriptedServer
) -> None:
    with starts(environ, tmp_path, "--hidden") as (_program,):
        icon = tray.wait_for_icon("LLM Hub Desktop")
        assert not seen(display, _TITLE)
        assert not hub.requests
        tray.click(icon)
        wait_until(lambda: bool(seen(display, _TITLE)), "the window")
        assert hub.wait_until(lambda: bool(hub.requests_to("/v2/models")), _PATIENCE)


def test_an_icon_comes_to_a_tray_that_is_later_than_the_program(
    display: X11Display, environ: dict[str, str], tmp_path: Path
) -> None:
    with session_bus() as bus:
        environ = {**environ, "DBUS_SESSION_BUS_ADDRESS": bus}
        listens = Path(display.runtime).glob
        with ExitStack() as stack:
            (program,) = stack.enter_context(starts(environ, tmp_path, "--hidden"))
            wait_until(lambda: any(listens("llmhub-desktop-*")), "the program")
            host = stack.enter_context(notifier_host(environ))
            assert host.stdin is not None
            messages = Messages(host)
            assert messages.next() == {"there": True}
            words = ["Show LLM Hub Desktop", "Dictate to the clipboard", "Quit"]
            assert messages.next() == {"menu": words}
            wait_until(lambda: bool(seen(display, _TITLE)), "the window")
            host.stdin.write("quit\n")
            host.stdin.flush()
            assert program.wait(_PATIENCE) == 0
            messages.finish()


@contextmanager
def notifier_host(environ: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    command = (sys.executable, "-m", "tests.x11.notifier_host")
    with subprocess.Popen(
        command, cwd=_ROOT, env=environ, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        yield process
        process.kill()


@contextmanager
def session_bus() -> Iterator[str]:
    """The address of a bus of its own."""
    command = ("dbus-daemon", "--session", "--nofork", "--print-address")
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as daemon:
        try:
            assert daemon.stdout is not None
            yield daemon.stdout.readline().strip()
        finally:
            daemon.kill()


@pytest.mark.usefixtures("tray")
def test_what_is_said_into_another_program_goes_to_the_clipboard(
    display: X11Display,
    environ: dict[str, str],
    tmp_path: Path,
    hub: ScriptedServer,
    virtual_microphone: VirtualMicrophone,
) -> None:
    environ = {**environ, "PULSE_SERVER": virtual_microphone.environ["PULSE_SERVER"]}
    speech = speak("The weather in Hamburg is very nice today.", tmp_path / "speech.wav")
    hub.on("POST", _TRANSCRIPTIONS, transcription("The weather in Hamburg — ä, 天气"))
    recordings = tmp_path / "DATA/llmhub-desktop/recordings"

    def toggle() -> None:
        with starts(environ, tmp_path, "--toggle-dictation") as (second,):
            assert second.wait(_PATIENCE) == 0

    with starts(environ, tmp_path, "--toggle-dictation"):
        wait_until(lambda: any(recordings.glob("*.wav")), "the recording")
        assert seen(display, _INDICATOR)
        assert not seen(display, _TITLE)
        virtual_microphone.play(speech)
        toggle()
        assert hub.wait_until(lambda: bool(hub.requests_to(_TRANSCRIPTIONS)), _PATIENCE)
        wait_until(lambda: pasted(display) == "The weather in Hamburg — ä, 天气", "the words")
        wait_until(lambda: not any(recordings.glob("*.wav")), "the end of the recording")
        hub.on("POST", _TRANSCRIPTIONS, detail("The back end is restarting", 503))
        toggle()
        wait_until(lambda: any(recordings.glob("*.wav")), "the second recording")
        toggle()
        wait_until(lambda: any(recordings.glob("*.json")), "the failure")
        assert any(recordings.glob("*.wav"))
        assert pasted(display) == "The weather in Hamburg — ä, 天气"


def pasted(display: X11Display) -> str:
    """What another program gets out of the clipboard."""
    return subprocess.run(
        ["xclip", "-selection", "clipboard", "-out"],
        env=display.environ, capture_output=True, text=True, check=False,
    ).stdout  # fmt: skip
