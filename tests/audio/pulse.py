"""A real microphone for tests: a PulseAudio server whose sink is heard as a source.

Use `running_microphone()` or the fixture `virtual_microphone`, imported into a conftest.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

_SINK = "vmic"
_SOURCE = "mic"


class VirtualMicrophone:
    """The server of one test; everything played into it is heard by the default device."""

    def __init__(self, process: subprocess.Popen[bytes], environ: Mapping[str, str]) -> None:
        self._process = process
        self.environ = environ

    def play(self, path: Path) -> None:
        """Play a WAV file to its end (16 kHz mono arrives bit for bit)."""
        subprocess.run(["paplay", str(path)], env={**os.environ, **self.environ}, check=True)

    def start_playing(self, path: Path) -> subprocess.Popen[bytes]:
        """Start playing; the caller waits for the player's end."""
        return subprocess.Popen(["paplay", str(path)], env={**os.environ, **self.environ})

    def mute(self) -> None:
        """Mute the source, as a switch on a headset does."""
        _control(self.environ, "set-source-mute", _SOURCE, "1")

    def freeze(self) -> None:
        """Stop the server without ending it: it answers nobody."""
        self._process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen server go on."""
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End the server at once, as a crash does."""
        self._process.kill()
        self._process.wait()


@contextmanager
def running_microphone() -> Iterator[VirtualMicrophone]:
    """Run the server; child processes started meanwhile find it through the environment."""
    with tempfile.TemporaryDirectory(prefix="pulse-") as runtime, pytest.MonkeyPatch.context() as m:
        socket = Path(runtime, "pulse.sock")
        environ = {"XDG_RUNTIME_DIR": runtime, "PULSE_SERVER": f"unix:{socket}"}
        for name, value in environ.items():
            m.setenv(name, value)
        process = subprocess.Popen(
            _server_command(socket),
            env={name: value for name, value in os.environ.items() if name != "PULSE_SERVER"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_until_it_answers(environ)
            _control(environ, "set-default-sink", _SINK)
            _control(environ, "set-default-source", _SOURCE)
            yield VirtualMicrophone(process, environ)
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def virtual_microphone() -> Iterator[VirtualMicrophone]:
    with running_microphone() as microphone:
        yield microphone


def speak(text: str, path: Path) -> Path:
    """Write `text` spoken by espeak-ng as 16 kHz mono, with half a second of silence around it."""
    import numpy as np
    import soundfile as sf

    raw = path.with_suffix(".raw.wav")
    subprocess.run(["espeak-ng", "-v", "en", "-s", "140", "-w", str(raw), text], check=True)
    sound, rate = sf.read(raw, dtype="float64")
    moments = np.arange(0, len(sound) / rate, 1 / 16_000)
    resampled = np.interp(moments, np.arange(len(sound)) / rate, sound)
    silence = np.zeros(8_000)
    sf.write(path, np.concatenate([silence, resampled, silence]), 16_000, subtype="PCM_16")
    raw.unlink()
    return path


def _server_command(socket: Path) -> list[str]:
    modules = (
        f"module-native-protocol-unix auth-anonymous=1 socket={socket}",
        f"module-null-sink sink_name={_SINK} rate=16000 channels=1 format=s16le norewinds=1",
        f"module-remap-source master={_SINK}.monitor source_name={_SOURCE}",
        "module-always-sink",
    )
    options = ["--daemonize=no", "--exit-idle-time=-1", "--disallow-exit", "--use-pid-file=no"]
    loading = [part for module in modules for part in ("-L", module)]
    return ["pulseaudio", "-n", *options, *loading]


def _wait_until_it_answers(environ: Mapping[str, str]) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        asked = subprocess.run(
            ["pactl", "info"], env={**os.environ, **environ}, capture_output=True, check=False
        )
        if asked.returncode == 0:
            return
        time.sleep(0.05)
    pytest.fail("PulseAudio did not start")


def _control(environ: Mapping[str, str], *words: str) -> None:
    subprocess.run(["pactl", *words], env={**os.environ, **environ}, check=True)
