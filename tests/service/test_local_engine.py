"""The embedded engine starts when it is needed, once, and its failures have names."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import pytest

from desktop_app.core.errors import EngineFailed, EnginePartMissing
from desktop_app.service.local_engine import EngineAddress, LocalEngine
from tests.service.engine_child import child_command, engine_command, starts, wait_until


async def test_callers_at_the_same_time_share_one_start(tmp_path: Path) -> None:
    parts: list[str] = []
    engine = LocalEngine(engine_command(tmp_path), on_progress=parts.append)

    addresses = await asyncio.gather(*(engine.address() for _ in range(3)))

    assert addresses == [EngineAddress("http://127.0.0.1:1/v1", "k")] * 3
    assert starts(tmp_path) == 1
    assert parts == ["server", "model"]
    assert engine.running
    await engine.stop()
    assert not engine.running


async def test_a_running_engine_is_asked_for_its_address_without_another_start(
    tmp_path: Path,
) -> None:
    engine = LocalEngine(engine_command(tmp_path))
    await engine.address()
    await engine.address()

    assert starts(tmp_path) == 1
    await engine.stop()


async def test_an_engine_that_has_died_is_started_again(tmp_path: Path) -> None:
    engine = LocalEngine(engine_command(tmp_path))
    await engine.address()
    assert engine._child is not None
    os.kill(engine._child.pid, signal.SIGKILL)
    await wait_until(lambda: not engine.running)

    await engine.address()

    assert starts(tmp_path) == 2
    await engine.stop()


async def test_a_missing_part_is_named(tmp_path: Path) -> None:
    engine = LocalEngine(child_command(tmp_path, {"event": "missing_part", "part": "xllamacpp"}))

    with pytest.raises(EnginePartMissing) as caught:
        await engine.address()

    assert caught.value.part == "xllamacpp"


async def test_a_failed_start_says_why_and_can_be_tried_again(tmp_path: Path) -> None:
    engine = LocalEngine(child_command(tmp_path, {"event": "failed", "reason": "no memory"}))
    for _ in range(2):
        with pytest.raises(EngineFailed) as caught:
            await engine.address()
        assert caught.value.reason == "no memory"

    assert starts(tmp_path) == 2


@pytest.mark.parametrize("command", [["/"], ["/bin/false"]])
async def test_a_program_that_does_not_run_is_a_failed_engine(command: list[str]) -> None:
    with pytest.raises(EngineFailed):
        await LocalEngine(command).address()


async def test_an_engine_that_is_not_installed_is_named_by_its_package() -> None:
    with pytest.raises(EnginePartMissing) as caught:
        await LocalEngine(["/no/such/program"]).address()

    assert caught.value.part == "llmhub-desktop-engine"


async def test_a_start_is_ended_when_the_engine_is_stopped(tmp_path: Path) -> None:
    silent = child_command(tmp_path, {"event": "starting", "part": "model"})
    silent[4] += "\nsys.stdin.read()"
    engine = LocalEngine(silent)
    waiting = asyncio.create_task(engine.address())
    await wait_until(lambda: starts(tmp_path) > 0)

    await engine.stop()

    with pytest.raises(asyncio.CancelledError):
        await waiting
