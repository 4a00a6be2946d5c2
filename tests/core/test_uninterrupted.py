"""Work that must not be left half done is not, however often somebody gives up."""

from __future__ import annotations

import asyncio

import pytest

from desktop_app.core.uninterrupted import uninterrupted


async def test_its_result_is_handed_on() -> None:
    async def work() -> str:
        return "done"

    assert await uninterrupted(work()) == "done"


async def test_what_it_raises_is_handed_on() -> None:
    async def work() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        await uninterrupted(work())


@pytest.mark.parametrize("times", [1, 2, 3])
async def test_however_often_it_is_cancelled_it_ends_first(times: int) -> None:
    may_end = asyncio.Event()
    ended: list[bool] = []

    async def work() -> None:
        await may_end.wait()
        ended.append(True)

    task = asyncio.get_running_loop().create_task(uninterrupted(work()))
    for _ in range(times):
        await asyncio.sleep(0)
        task.cancel()
    await asyncio.sleep(0)
    assert not task.done()
    may_end.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ended == [True]
