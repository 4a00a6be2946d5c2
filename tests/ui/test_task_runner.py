"""One task at a time, and none is lost or left behind."""

from __future__ import annotations

import asyncio

import pytest

from desktop_app.core.errors import KeyUnusable
from desktop_app.ui.task_runner import TaskRunner


class Story:
    """Writes down what happens, in order."""

    def __init__(self, runner: TaskRunner) -> None:
        self.lines: list[str] = []
        runner.busy_changed.connect(lambda busy: self.lines.append("busy" if busy else "idle"))
        runner.failed.connect(lambda error: self.lines.append(type(error).__name__))

    async def work(self, name: str) -> None:
        self.lines.append(f"{name} begins")
        try:
            await asyncio.sleep(0)
            await asyncio.sleep(0.01)
            self.lines.append(f"{name} ends")
        except asyncio.CancelledError:
            await asyncio.sleep(0.01)
            self.lines.append(f"{name} cancelled")
            raise


async def idle(runner: TaskRunner) -> None:
    ended = asyncio.Event()
    runner.busy_changed.connect(lambda busy: None if busy else ended.set())
    if runner.busy:
        await ended.wait()


async def test_work_makes_it_busy_until_it_ends() -> None:
    runner = TaskRunner()
    story = Story(runner)
    runner.start(story.work("a"))
    await idle(runner)
    assert story.lines == ["busy", "a begins", "a ends", "idle"]


async def test_new_work_waits_for_the_end_of_the_old() -> None:
    runner = TaskRunner()
    story = Story(runner)
    runner.start(story.work("a"))
    await asyncio.sleep(0.002)
    runner.start(story.work("b"))
    await idle(runner)
    assert story.lines == [
        "busy",
        "a begins",
        "a cancelled",
        "b begins",
        "b ends",
        "idle",
    ]


async def test_cancelled_before_it_began_it_is_idle_again() -> None:
    runner = TaskRunner()
    story = Story(runner)
    runner.start(story.work("a"))
    runner.cancel()
    await idle(runner)
    assert story.lines == ["busy", "idle"]


async def test_an_expected_error_is_told_and_nothing_else_happens() -> None:
    async def fail() -> None:
        raise KeyUnusable

    runner = TaskRunner()
    story = Story(runner)
    runner.start(fail())
    await idle(runner)
    assert story.lines == ["busy", "KeyUnusable", "idle"]


async def test_a_defect_is_told_and_reported_to_the_loop() -> None:
    async def fail() -> None:
        raise ValueError

    reported: list[str] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: reported.append(context["message"]))
    runner = TaskRunner()
    story = Story(runner)
    runner.start(fail())
    await idle(runner)
    loop.set_exception_handler(None)
    assert story.lines == ["busy", "ValueError", "idle"]
    assert reported == ["A task of the window failed"]


@pytest.mark.parametrize("begun", [True, False])
async def test_closing_waits_for_the_end(begun: bool) -> None:
    runner = TaskRunner()
    story = Story(runner)
    runner.start(story.work("a"))
    if begun:
        await asyncio.sleep(0.002)
    await runner.close()
    assert not runner.busy
    assert story.lines[-1] == "idle"


@pytest.mark.parametrize("closes", [True, False])
async def test_what_was_replaced_while_it_waited_leaves_the_first_one_waited_for(
    closes: bool,
) -> None:
    may_end = asyncio.Event()
    lines: list[str] = []

    async def first() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            await may_end.wait()
            lines.append("first ended")

    async def later() -> None:
        lines.append("later began")

    runner = TaskRunner()
    runner.start(first())
    await asyncio.sleep(0)
    runner.start(later())
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(0.01, may_end.set)
    if closes:
        await runner.close()
        assert lines == ["first ended"]
    else:
        runner.start(later())
        await idle(runner)
        assert lines == ["first ended", "later began"]
