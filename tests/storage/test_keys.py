"""A key is kept in the system's keyring, or says that it is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.core.errors import KeyringUnavailable
from desktop_app.storage.keys import KeyStore

_KEEP = """
import asyncio
from desktop_app.storage.keys import KeyStore
asyncio.run(KeyStore().set("T-Systems LLM Hub", "sk-secret"))
"""
_READ = """
import asyncio
from desktop_app.storage.keys import KeyStore
print(asyncio.run(KeyStore().get("T-Systems LLM Hub")))
"""
_FORGET = """
import asyncio
from desktop_app.storage.keys import KeyStore
asyncio.run(KeyStore().set("T-Systems LLM Hub", ""))
"""


def test_a_real_keyring_keeps_a_key_from_one_start_to_the_next(tmp_path: Path) -> None:
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    environ = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_DATA_HOME": str(tmp_path / "data"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.SecretService.Keyring",
    }
    script = (
        "printf ci-pass | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 && "
        '"$0" -c "$1" && "$0" -c "$2" && "$0" -c "$3" && "$0" -c "$2"'
    )
    said = subprocess.run(
        ("dbus-run-session", "--", "bash", "-c", script, sys.executable, _KEEP, _READ, _FORGET),
        env=environ,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout.split("\n") == ["sk-secret", "", ""]
    for file in tmp_path.rglob("*"):
        assert not file.is_file() or b"sk-secret" not in file.read_bytes()


async def test_without_a_keyring_a_key_is_used_until_the_program_ends() -> None:
    keys = KeyStore()
    with pytest.raises(KeyringUnavailable):
        await keys.set("Mine", "sk-secret")
    assert await keys.get("Mine") == "sk-secret"


async def test_without_a_keyring_an_unknown_key_cannot_be_read() -> None:
    with pytest.raises(KeyringUnavailable):
        await KeyStore().get("Mine")


async def test_the_key_of_the_environment_never_reaches_the_keyring() -> None:
    keys = KeyStore()
    keys.remember_for_session("Environment", "sk-secret")
    assert await keys.get("Environment") == "sk-secret"
