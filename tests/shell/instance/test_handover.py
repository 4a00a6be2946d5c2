"""A later start gives what it wants to the program that runs."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desktop_app.command_line import Arguments
from desktop_app.shell.instance.handover import Outcome, hand_over
from desktop_app.shell.instance.lock import InstanceLock
from desktop_app.shell.instance.request import Request, address
from desktop_app.shell.instance.server import InstanceServer
from tests.end_to_end.window import paths_below, until

if TYPE_CHECKING:
    from desktop_app.core.paths import Paths

_SHORT = 0.3  # seconds
_ASK = """
import sys
from pathlib import Path
from desktop_app.shell.instance.handover import hand_over
from desktop_app.shell.instance.lock import InstanceLock
from desktop_app.shell.instance.request import Request
request = Request.from_line(sys.argv[1].encode())
print(hand_over(request, sys.argv[2], InstanceLock(Path(sys.argv[3]))).name)
"""


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    return paths_below(tmp_path)


@pytest.fixture
def place(paths: Paths, tmp_path: Path) -> str:
    """Sockets have short paths; `tmp_path` may be a long one."""
    return address(paths, {"XDG_RUNTIME_DIR": os.path.relpath(tmp_path)})


@pytest.fixture
def held(paths: Paths) -> Iterator[InstanceLock]:
    lock = InstanceLock(paths.instance_lock)
    assert lock.acquire()
    yield lock
    lock.release()


@contextmanager
def listening(place: str) -> Iterator[list[Request]]:
    server = InstanceServer(place)
    requests: list[Request] = []
    server.requested.connect(requests.append)
    yield requests
    server.close()


async def ask_from_outside(paths: Paths, place: str, request: Request) -> str:
    """By a process, as a program that waits lets no other thread of it run."""
    words = (request.to_line().decode(), place, str(paths.instance_lock))
    asked = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", _ASK, *words], capture_output=True, text=True
    )
    return str(asked.stdout.strip())


async def ask(paths: Paths, place: str) -> Outcome:
    lock = InstanceLock(paths.instance_lock)
    outcome = await asyncio.to_thread(
        hand_over, Request(), place, lock, for_start=3 * _SHORT, for_answer=_SHORT
    )
    lock.release()
    return outcome


@pytest.mark.usefixtures("held")
async def test_what_is_asked_arrives_whole(paths: Paths, place: str, tmp_path: Path) -> None:
    files = (tmp_path / "ä picture.png", Path(os.fsdecode(b"/no utf-8 \xff.wav")))
    wanted = Request(files, "Company", True, False, "token_TIME7")
    with listening(place) as requests:
        assert await ask_from_outside(paths, place, wanted) == "HANDED_OVER"
    assert requests == [wanted]


@pytest.mark.usefixtures("held")
async def test_a_start_waits_until_the_program_listens(paths: Paths, place: str) -> None:
    asking = asyncio.create_task(ask_from_outside(paths, place, Request()))
    await asyncio.sleep(_SHORT)
    with listening(place) as requests:
        assert await asking == "HANDED_OVER"
    assert requests == [Request()]


async def test_a_start_takes_the_place_of_a_program_that_is_ending(
    paths: Paths, place: str, held: InstanceLock
) -> None:
    asking = asyncio.create_task(ask(paths, place))
    await asyncio.sleep(_SHORT / 3)
    held.release()
    assert await asking is Outcome.NOBODY_THERE


@pytest.mark.usefixtures("held")
async def test_a_program_that_hangs_is_not_waited_for_for_ever(paths: Paths, place: str) -> None:
    hanging = QLocalServer()
    assert hanging.listen(place)
    assert await ask(paths, place) is Outcome.NO_ANSWER
    hanging.close()


@pytest.mark.usefixtures("held")
async def test_a_program_without_a_socket_is_not_waited_for_for_ever(
    paths: Paths, place: str
) -> None:
    assert await ask(paths, place) is Outcome.NO_ANSWER


async def test_what_a_killed_program_left_behind_is_replaced(place: str) -> None:
    left = QLocalServer()
    assert left.listen(place)
    with listening(place):
        socket = QLocalSocket()
        socket.connectToServer(place)
        assert socket.waitForConnected(1000)
        socket.abort()
    assert not os.path.exists(place)  # noqa: ASYNC240, PTH110


@pytest.mark.parametrize("words", [b"no request\n", b"[]\n", b"{}\n", b"x" * (1 << 21)])
async def test_words_of_a_stranger_are_not_taken(place: str, words: bytes) -> None:
    with listening(place) as requests:
        socket = QLocalSocket()
        socket.connectToServer(place)
        socket.write(words)
        gone = QLocalSocket.LocalSocketState.UnconnectedState
        await until(lambda: socket.state() is gone, "the end of the connection")
        assert requests == []


def test_folders_of_their_own_make_programs_of_their_own(tmp_path: Path) -> None:
    one, other = paths_below(tmp_path / "one"), paths_below(tmp_path / "other")
    locks = [InstanceLock(paths.instance_lock) for paths in (one, other)]
    assert all(lock.acquire() for lock in locks)
    assert not InstanceLock(one.instance_lock).acquire()
    assert locks[0].holder() == str(os.getpid())
    runtime = {"XDG_RUNTIME_DIR": str(tmp_path)}
    assert address(one, runtime) != address(other, runtime)
    deep = paths_below(tmp_path / ("deep" * 30))
    assert address(deep, {}) == Path(address(deep, runtime)).name
    for lock in locks:
        lock.release()
    assert locks[1].acquire()
    locks[1].release()


def test_files_are_named_from_the_folder_of_the_later_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    asked = Arguments(files=(Path("a.png"), Path("/b.wav")), toggle_dictation=True)
    request = Request.of(asked, {"DESKTOP_STARTUP_ID": "id"})
    assert request == Request((tmp_path / "a.png", Path("/b.wav")), "", True, True, "id")


@pytest.mark.parametrize(
    ("asked", "shows"),
    [
        (Arguments(), True),
        (Arguments(hidden=True), False),
        (Arguments(toggle_dictation=True), False),
        (Arguments(toggle_dictation=True, files=(Path("a.png"),)), True),
    ],
)
def test_who_dictates_stays_in_the_program_he_is_in(asked: Arguments, shows: bool) -> None:
    assert Request.of(asked, {}).shows_window is shows
