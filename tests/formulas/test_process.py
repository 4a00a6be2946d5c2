"""The drawing process, started for real."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator

import pytest

from desktop_app.formulas import Formula, FormulaProcess

FRACTION = Formula(r"\frac{a}{b}")
OBEDIENT = r"""
import json, sys, time
print('{"ready": true}', flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    if asked["latex"] == "hang":
        time.sleep(60)
    if asked["latex"] == "die":
        sys.exit(1)
    print("a library's own line", flush=True)
    print(json.dumps({"id": asked["id"], "svg": "<svg/>", "width": 1, "ascent": 1, "descent": 0}),
          flush=True)
"""


@pytest.fixture
async def process() -> AsyncIterator[FormulaProcess]:
    process = FormulaProcess()
    yield process
    await process.close()


@pytest.fixture
async def obedient() -> AsyncIterator[FormulaProcess]:
    process = FormulaProcess((sys.executable, "-c", OBEDIENT), time_limit=0.5)
    yield process
    await process.close()


async def test_it_starts_with_the_first_formula_and_draws(process: FormulaProcess) -> None:
    assert process.pid is None
    drawing = await process.draw(FRACTION)
    assert drawing is not None
    assert "<svg" in drawing.svg
    pid = process.pid
    assert await process.draw(Formula(r"\unknown{x}")) is None
    assert await process.draw(Formula("größer \U0001d465", is_display=True)) is not None
    assert process.pid == pid


async def test_many_at_once_each_get_their_own(process: FormulaProcess) -> None:
    formulas = [Formula("x" * count) for count in range(1, 9)]
    drawings = await asyncio.gather(*map(process.draw, formulas))
    widths = [drawing.width for drawing in drawings if drawing is not None]
    assert len(widths) == 8
    assert widths == sorted(widths)


async def test_it_is_started_again_when_it_was_killed(process: FormulaProcess) -> None:
    await process.draw(FRACTION)
    pid = process.pid
    assert pid is not None
    os.kill(pid, signal.SIGTERM)
    await until_gone(pid, process)
    assert await process.draw(FRACTION) is not None
    assert process.pid != pid


async def test_it_ends_when_it_is_closed(process: FormulaProcess) -> None:
    await process.draw(FRACTION)
    pid = process.pid
    assert pid is not None
    await process.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_a_formula_that_takes_too_long_is_given_up(obedient: FormulaProcess) -> None:
    assert await obedient.draw(Formula("hang")) is None
    assert await obedient.draw(Formula("x")) is not None


async def test_a_formula_that_ends_the_process_is_given_up(obedient: FormulaProcess) -> None:
    assert await obedient.draw(Formula("die")) is None
    assert await obedient.draw(Formula("x")) is not None


async def test_a_cancelled_formula_does_not_answer_for_the_next(obedient: FormulaProcess) -> None:
    await obedient.draw(Formula("x"))
    task = asyncio.create_task(obedient.draw(Formula("hang")))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await obedient.draw(Formula("x")) is not None


@pytest.mark.parametrize("command", [("/nowhere/python",), (sys.executable, "-c", "")])
async def test_what_cannot_be_started_is_not_tried_for_ever(command: tuple[str, ...]) -> None:
    process = FormulaProcess(command)
    for _ in range(5):
        assert await process.draw(FRACTION) is None
    assert process.pid is None
    started = time.perf_counter()
    for _ in range(100):
        await process.draw(FRACTION)
    assert time.perf_counter() - started < 1.0
    await process.close()


async def until_gone(pid: int, process: FormulaProcess) -> None:
    deadline = time.monotonic() + 10
    while process._child is not None and process._child.returncode is None:
        assert time.monotonic() < deadline, pid
        await asyncio.sleep(0.01)
