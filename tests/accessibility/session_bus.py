"""A session in which a screen reader runs: a bus of its own, and a hand that reads by it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

_SYSTEM_PYTHON = "/usr/bin/python3"  # Debian's python3-pyatspi is for this one
_SWITCH_ON = (
    "gdbus", "call", "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus",
    "--method", "org.freedesktop.DBus.Properties.Set",
    "org.a11y.Status", "ScreenReaderEnabled", "<true>",
)  # fmt: skip
_PATIENCE = 30.0  # seconds


class Reader:
    """`ask("read", "chat.transcript")` runs that function of tests/accessibility/reader.py."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, command: str, *arguments: str) -> Any:
        """What the function answers."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps([command, *arguments]) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, f"{command} {arguments}: the reader has ended"
        return json.loads(line)


@contextmanager
def accessible_session(environ: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """The environment of a session in which a screen reader is switched on."""
    _need_pyatspi()
    command = ("dbus-daemon", "--session", "--nofork", "--print-address")
    with subprocess.Popen(
        command, env=dict(environ), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as bus:
        try:
            assert bus.stdout is not None
            session = {**environ, "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
            subprocess.run(
                _SWITCH_ON, env=session, check=True, capture_output=True, timeout=_PATIENCE
            )
            yield session
        finally:
            bus.terminate()


@contextmanager
def reader(session: Mapping[str, str]) -> Iterator[Reader]:
    """A hand that reads and presses in that session."""
    script = str(Path(__file__).with_name("reader.py"))
    with subprocess.Popen(
        (_SYSTEM_PYTHON, script),
        env=dict(session),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Reader(process)
        finally:
            process.kill()


def _need_pyatspi() -> None:
    try:
        found = subprocess.run(
            (_SYSTEM_PYTHON, "-c", "import pyatspi"), capture_output=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("there is no /usr/bin/python3")
    if found.returncode:
        pytest.skip("python3-pyatspi is not installed")
