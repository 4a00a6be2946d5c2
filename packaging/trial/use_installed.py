"""A person at the screen of the installed program.

Usage: use_installed.py ROOT PICTURES STEP…
The program runs in ROOT by chroot; the server, the screen, the hands and the microphone are out
here. TMPDIR must lie in ROOT: what both sides open is there. Each step starts the program anew and
saves a picture of the screen; it fails with an exception that says what did not come.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from rapidocr_onnxruntime import RapidOCR

from tests.audio.pulse import running_microphone, speak
from tests.audio.sounds import likeness, samples
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.servers.hub import WORDS
from tests.x11.display import X11Display, drag, x11_display
from tests.x11.drag_source import drag_source

PATIENCE = 120.0  # seconds
CHAT = "/v2/chat/completions"
TRANSCRIPTIONS = "/v2/audio/audio/transcriptions"
FORMER_QUESTION = "A question to the former version"
QUESTION = "What is Open Telekom Cloud"
ABOUT_PICTURE = "What is in this picture"
PROGRAM = "/usr/bin/llmhub-desktop"


class Trial:
    """The machine, and what is lent to it."""

    def __init__(
        self, root: Path, pictures: Path, display: X11Display, hub: ScriptedServer
    ) -> None:
        self.root = root
        self.pictures = pictures
        self.display = display
        self.hub = hub
        self.data = root / "home/person/.local/share/llmhub-desktop"

    @contextmanager
    def program(self, *arguments: str, environ: Mapping[str, str] | None = None) -> Iterator[str]:
        """The installed program, run by the person; the id of its window."""
        runtime = self.root / "run/person"
        runtime.mkdir(mode=0o700, exist_ok=True)
        person = (self.root / "home/person").stat()
        os.chown(runtime, person.st_uid, person.st_gid)
        said = {
            "HOME": "/home/person",
            "PATH": "/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "DISPLAY": self.display.name,
            "XDG_RUNTIME_DIR": "/run/person",
            "API_BASE": self.hub.base_url,
            "API_KEY": HUB_KEY,
            **(environ or {}),
        }
        variables = [f"{name}={value}" for name, value in said.items() if value]
        enter = ["chroot", "--userspec=person", str(self.root), "env", "-i", "--chdir=/home/person"]
        with subprocess.Popen([*enter, *variables, PROGRAM, *arguments]) as running:
            try:
                window = self.display.wait_for_window("^LLM Hub Desktop$")
                self.display.xdotool("windowactivate", "--sync", window)
                yield window
            finally:
                running.terminate()
                running.wait(PATIENCE)
        if running.returncode:
            raise SystemExit(f"the program ended with {running.returncode}")

    def type(self, text: str) -> None:
        """Write a line and send it off."""
        self.display.xdotool("type", "--delay", "20", text)
        self.display.xdotool("key", "Return")

    def photograph(self, name: str) -> Path:
        """Save what is on the screen."""
        path = self.pictures / f"{name}.png"
        script = Path(__file__).with_name("photograph.py")
        subprocess.run(
            [sys.executable, str(script), str(path)], env=dict(self.display.environ), check=True
        )
        return path

    def until_seen(self, text: str, name: str) -> None:
        """Look at the screen until the text can be read there."""
        read = RapidOCR()

        def is_seen() -> bool:
            lines = [line[1] for line in read(str(self.photograph(name)))[0] or ()]
            return _plain(text) in _plain("".join(lines))

        self.until(is_seen, f"“{text}” on the screen; {name}.png shows it")

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait for something, but not for ever."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > deadline:
                raise SystemExit(f"Not within {PATIENCE:.0f} s: {what}.")
            time.sleep(0.2)

    def kept(self) -> list[str]:
        """The texts of the conversations in the person's database."""
        texts: list[str] = []
        for path in (self.data / "conversations").glob("*.sqlite3"):
            with suppress(sqlite3.Error), closing(sqlite3.connect(path)) as database:
                texts += [text for (text,) in database.execute("SELECT text FROM messages")]
        return texts


def _plain(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def ask_former(trial: Trial) -> None:
    """The former version answers a question and keeps it."""
    _ask(trial, FORMER_QUESTION, "former")


def former_kept(trial: Trial) -> None:
    """What the former version kept is shown by this one."""
    with trial.program():
        trial.until_seen(FORMER_QUESTION, "upgraded")
    assert FORMER_QUESTION in trial.kept()
    print("The conversation of the former version is there.")


def ask(trial: Trial) -> None:
    """A question is answered, shown and kept."""
    _ask(trial, QUESTION, "answered")


def _ask(trial: Trial, question: str, name: str) -> None:
    before = len(trial.hub.requests_to(CHAT))
    with trial.program():
        trial.until(lambda: bool(trial.hub.requests_to("/v2/models")), "a request for the models")
        trial.display.xdotool("key", "ctrl+1")
        trial.type(question)
        trial.until(lambda: len(trial.hub.requests_to(CHAT)) > before, "the question at the server")
        trial.until_seen("".join(WORDS), name)
    assert trial.hub.last(CHAT).json["messages"][-1]["content"] == question
    assert {question, "".join(WORDS)} <= set(trial.kept())
    print("A question was answered, shown and kept.")


def drop(trial: Trial) -> None:
    """A picture of another program, dropped with the mouse, reaches the server."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    # Under one path on both sides: what is dropped is only its name.
    picture = Path(shutil.copy(trial.pictures / "answered.png", folder))
    inside = trial.root / picture.relative_to("/")
    inside.parent.mkdir(parents=True)
    shutil.copy(picture, inside)
    before = len(trial.hub.requests_to(CHAT))
    with trial.program() as window, drag_source(trial.display, "files", picture) as source:
        trial.until(lambda: bool(trial.hub.requests_to("/v2/models")), "a request for the models")
        trial.display.xdotool("key", "ctrl+4")
        left, top, width, _height = trial.display.geometry(window)
        drag(trial.display, source.window, (left + width // 3, top + 260))
        assert source.outcome() == "CopyAction"
        trial.display.xdotool("windowactivate", "--sync", window)
        trial.type(ABOUT_PICTURE)
        trial.until(lambda: len(trial.hub.requests_to(CHAT)) > before, "the picture at the server")
        trial.photograph("dropped")
    text, image = trial.hub.last(CHAT).json["messages"][-1]["content"]
    assert text["text"] == ABOUT_PICTURE
    assert image["image_url"]["url"].startswith("data:image/")
    print(f"A dropped picture reached the server ({len(image['image_url']['url']):,} characters).")


def record(trial: Trial) -> None:
    """What is spoken into the microphone reaches the server."""
    sentence = speak("The weather in Hamburg is nice today", trial.pictures / "speech.wav")
    recordings = trial.data / "recordings"
    with running_microphone() as microphone:
        socket = Path(microphone.environ["PULSE_SERVER"].removeprefix("unix:"))
        socket.parent.chmod(0o755)
        socket.chmod(0o777)
        lent = {"PULSE_SERVER": f"unix:/{socket.relative_to(trial.root)}"}
        with trial.program(environ=lent):
            trial.until(lambda: bool(trial.hub.requests_to("/v2/models")), "the models")
            trial.display.xdotool("key", "ctrl+5")
            trial.until_seen("Record", "microphone")
            trial.display.xdotool("key", "ctrl+shift+r")
            trial.until(lambda: bool(list(recordings.glob("*.wav"))), "a recording that grows")
            microphone.play(sentence)
            trial.photograph("recording")
            trial.display.xdotool("key", "ctrl+shift+r")
            trial.until_seen("Not transcribed yet", "recorded")
            trial.display.xdotool("key", "ctrl+Return")
            trial.until(
                lambda: bool(trial.hub.requests_to(TRANSCRIPTIONS)), "the sound at the server"
            )
            trial.until_seen("Dickmadam", "transcribed")
    (recording,) = recordings.glob("*.wav")
    found = likeness(samples(sentence), samples(recording))
    assert found > 0.99, found
    print(f"A recording reached the server; it is what was spoken (correlation {found:.4f}).")


def local_missing(trial: Trial) -> None:
    """Without the engine, the profile Local says what to install."""
    with trial.program("--profile", "Local", environ={"API_BASE": "", "API_KEY": ""}):
        trial.until_seen("install “llmhub-desktop-engine”", "engine-missing")
    print("Without its engine, Local names the package to install.")


def local(trial: Trial) -> None:
    """The installed engine answers without a server."""
    with trial.program("--profile", "Local", environ={"API_BASE": "", "API_KEY": ""}):
        trial.until_seen("Local: connected", "engine-ready")
        trial.display.xdotool("key", "ctrl+1")
        trial.until_seen("SmolLM2", "engine-chosen")
        # A new chat: the program would ask before words of another server's chat go to this one.
        trial.display.xdotool("key", "ctrl+n")
        trial.type("Say hello")
        trial.until_seen("first token", "engine-answered")
    # Looked at when the program has ended: it has the database for itself.
    question, answer = trial.kept()[-2:]
    assert question == "Say hello"
    assert answer
    print("The engine answered on the installed machine.")


STEPS = {
    "ask-former": ask_former,
    "former-kept": former_kept,
    "ask": ask,
    "drop": drop,
    "record": record,
    "local-missing": local_missing,
    "local": local,
}


def main(root: Path, pictures: Path, steps: list[str]) -> None:
    """Take the steps in turn, on one screen and with one server."""
    with x11_display() as display, ScriptedServer() as hub:
        play_hub(hub)
        trial = Trial(root, pictures, display, hub)
        for step in steps:
            hub.requests.clear()
            STEPS[step](trial)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]).resolve(), sys.argv[3:])
