"""A child that speaks in lines, and ends when nobody listens to it any more."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys

import pytest

from desktop_app.core.child_process import ChildProcess

ECHO = (sys.executable, "-uc", "import sys\nfor line in sys.stdin: print('heard', line, end='')")
DEAF = (sys.executable, "-uc", "import time\nprint('ready')\nwhile True: time.sleep(1)")


async def test_lines_go_both_ways() -> None:
    child = await ChildProcess.start(ECHO)
    child.write_line("grüße")
    async for line in child.lines():
        assert line == "heard grüße"
        break
    await child.stop()
    assert child.returncode == 0


async def test_the_lines_end_when_the_child_does() -> None:
    child = await ChildProcess.start((sys.executable, "-c", "print('one'); print('two')"))
    assert [line async for line in child.lines()] == ["one", "two"]
    await child.stop()


async def test_a_child_that_does_not_listen_is_killed() -> None:
    child = await ChildProcess.start(DEAF)
    async for _line in child.lines():
        break
    await child.stop(grace=0.1)
    assert child.returncode == -9


async def test_writing_to_a_child_that_is_gone_does_no_harm() -> None:
    child = await ChildProcess.start((sys.executable, "-c", ""))
    assert [line async for line in child.lines()] == []
    child.write_line("anybody there?")
    await child.stop()


async def test_a_command_that_does_not_exist_is_an_os_error() -> None:
    with pytest.raises(OSError, match="no-such-command"):
        await ChildProcess.start(("/no-such-command",))


def _children() -> str:
    command = ("pgrep", "--parent", str(os.getpid()), "--full", "time.sleep")
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


async def test_a_start_that_is_cancelled_leaves_no_child_behind() -> None:
    starting = asyncio.create_task(ChildProcess.start(DEAF))
    await asyncio.sleep(0)
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert not _children()


async def test_a_child_is_ended_although_who_stops_it_is_cancelled() -> None:
    child = await ChildProcess.start(DEAF)
    stopping = asyncio.create_task(child.stop(grace=0.1))
    await asyncio.sleep(0)
    stopping.cancel()
    with pytest.raises(asyncio.CancelledError):
        await stopping
    async with asyncio.timeout(10):
        assert [line async for line in child.lines()] in ([], ["ready"])
    assert not _children()
