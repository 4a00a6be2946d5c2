"""A key is kept in the system's keyring, or says that it is not."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from desktop_app.core.credentials import NO_CREDENTIALS, Credentials
from desktop_app.core.errors import KeyringUnavailable
from desktop_app.core.profiles import KeyPlace
from desktop_app.storage import keys as key_store
from desktop_app.storage.keys import KeyStore

SECRET = Credentials("sk-secret", (("X-Team", "header-secret"),), "proxy-secret")
_PREAMBLE = """
import asyncio, pathlib, sys
from desktop_app.core.credentials import Credentials, NO_CREDENTIALS
from desktop_app.storage.keys import KeyStore
keys = KeyStore(pathlib.Path("never"))
secret = Credentials("sk-secret", (("X-Team", "header-secret"),), "proxy-secret")
"""
_KEEP = f"{_PREAMBLE}asyncio.run(keys.set('T-Systems LLM Hub', secret))"
_READ = f"{_PREAMBLE}print(asyncio.run(keys.get('T-Systems LLM Hub')) == secret)"
_READ_PORTABLE = f"""{_PREAMBLE}
from desktop_app.core.paths import portable_paths
paths = portable_paths(pathlib.Path("/media/stick"))
keys = KeyStore(paths.key_file, keyring_name=paths.keyring_name)
print(asyncio.run(keys.get('T-Systems LLM Hub')) == NO_CREDENTIALS)
"""
_FORGET = f"{_PREAMBLE}asyncio.run(keys.set('T-Systems LLM Hub', NO_CREDENTIALS))"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "state" / "keys.json"


def written(file: Path) -> list[str]:
    """What stands in the file, if there is one."""
    return [file.read_text(encoding="utf-8")] if file.exists() else []


def test_a_real_keyring_keeps_a_key_for_the_next_start_and_for_no_portable_folder(
    tmp_path: Path,
) -> None:
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
        '"$0" -c "$1" && "$0" -c "$2" && "$0" -c "$4" && "$0" -c "$3" && "$0" -c "$2"'
    )
    said = subprocess.run(
        (
            *("dbus-run-session", "--", "bash", "-c", script, sys.executable),
            *(_KEEP, _READ, _FORGET, _READ_PORTABLE),
        ),
        env=environ,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert said.returncode == 0, said.stderr
    assert said.stdout.split("\n") == ["True", "True", "False", ""]
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"-secret" not in path.read_bytes()


_HUNG = f"""{_PREAMBLE}
import threading, keyring
from keyring.backends.fail import Keyring
from desktop_app.storage import keys as module
class Silent(Keyring):
    def get_password(self, service, username):
        threading.Event().wait()
keyring.set_keyring(Silent())
module._PATIENCE = module._LAST_PATIENCE = 0.1
async def ask():
    try:
        await keys.get('Mine')
    finally:
        await keys.close()
asyncio.run(ask())
"""


def test_a_keyring_that_never_answers_keeps_nobody_from_leaving() -> None:
    said = subprocess.run(
        (sys.executable, "-c", _HUNG),
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert said.stderr.strip().endswith("KeyringUnavailable"), said.stderr


async def test_without_a_keyring_a_key_is_used_until_the_program_ends(file: Path) -> None:
    keys = KeyStore(file)
    with pytest.raises(KeyringUnavailable) as caught:
        await keys.set("Mine", SECRET)
    assert caught.value.is_missing
    assert await keys.get("Mine") == SECRET
    assert not written(file)


async def test_without_a_keyring_an_unknown_key_cannot_be_read(file: Path) -> None:
    with pytest.raises(KeyringUnavailable):
        await KeyStore(file).get("Mine")


async def test_the_key_of_the_environment_never_reaches_the_keyring(file: Path) -> None:
    keys = KeyStore(file)
    keys.remember_for_session("Environment", SECRET)
    assert await keys.get("Environment") == SECRET


async def test_a_session_without_a_place_asks_nobody_and_keeps_nothing(file: Path) -> None:
    keys = KeyStore(file, KeyPlace.SESSION)
    assert await keys.get("Mine") == NO_CREDENTIALS
    await keys.set("Mine", SECRET)
    assert await keys.get("Mine") == SECRET
    assert await KeyStore(file, KeyPlace.SESSION).get("Mine") == NO_CREDENTIALS
    assert not written(file)


async def test_keys_that_no_keyring_took_move_into_a_file_and_out_again(file: Path) -> None:
    keys = KeyStore(file)
    keys.remember_for_session("Environment", Credentials("sk-environment"))
    with pytest.raises(KeyringUnavailable):
        await keys.set("Mine", SECRET)
    await keys.move(KeyPlace.FILE, ["Mine", "Other"])
    assert keys.place is KeyPlace.FILE
    assert await KeyStore(file, KeyPlace.FILE).get("Mine") == SECRET
    assert "environment" not in "".join(written(file))
    await keys.move(KeyPlace.SESSION, ["Mine", "Other"])
    assert not written(file)
    assert await keys.get("Mine") == SECRET


async def test_a_move_that_fails_leaves_all_as_it_was(file: Path) -> None:
    keys = KeyStore(file, KeyPlace.FILE)
    await keys.set("Mine", SECRET)
    with pytest.raises(KeyringUnavailable):
        await keys.move(KeyPlace.KEYRING, ["Mine"])
    assert keys.place is KeyPlace.FILE
    assert await KeyStore(file, KeyPlace.FILE).get("Mine") == SECRET


class SilentKeyring(KeyringBackend):
    """Waits for a person who does not come."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring's own
        self.comes = threading.Event()
        self.kept = ""

    def get_password(self, service: str, username: str) -> str | None:
        self.comes.wait(60)
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        self.comes.wait(60)
        self.kept = password

    def delete_password(self, service: str, username: str) -> None:
        self.comes.wait(60)


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> Iterator[SilentKeyring]:
    """The system's keyring for one test."""
    former, silent = keyring.get_keyring(), SilentKeyring()
    keyring.set_keyring(silent)
    monkeypatch.setattr(key_store, "_PATIENCE", 0.02)
    yield silent
    silent.comes.set()
    keyring.set_keyring(former)


@pytest.mark.usefixtures("silent")
async def test_a_keyring_that_never_answers_holds_up_nothing_else(file: Path) -> None:
    keys = KeyStore(file)
    for number in range(12):  # more than there are threads
        with pytest.raises(KeyringUnavailable):
            await keys.get(f"Server {number}")
    async with asyncio.timeout(10):
        await asyncio.to_thread(file.exists)
        with pytest.raises(KeyringUnavailable):
            await keys.set("Mine", SECRET)
        await keys.move(KeyPlace.FILE, ["Mine"])
    assert await KeyStore(file, KeyPlace.FILE).get("Mine") == SECRET


async def test_what_is_being_kept_is_kept_before_the_program_ends(
    file: Path, silent: SilentKeyring
) -> None:
    keys = KeyStore(file)
    keeping = asyncio.create_task(keys.set("Mine", SECRET))
    await asyncio.sleep(0)
    threading.Timer(0.1, silent.comes.set).start()
    await keys.close()
    assert SECRET.key in silent.kept
    with pytest.raises(KeyringUnavailable):  # whoever asked has lost patience before
        await keeping
