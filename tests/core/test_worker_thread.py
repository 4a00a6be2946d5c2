"""Work in a thread ends before its caller goes on."""

from __future__ import annotations

import asyncio
import threading

import pytest

from desktop_app.core.worker_thread import in_thread


async def test_what_the_work_gives_and_raises_reaches_the_caller() -> None:
    assert await in_thread(lambda cancelled: cancelled.is_set()) is False
    with pytest.raises(IndexError):
        await in_thread(lambda _cancelled: [].pop())


async def test_a_cancelled_caller_goes_on_when_the_work_has_ended() -> None:
    began, ended = threading.Event(), threading.Event()

    def work(cancelled: threading.Event) -> None:
        began.set()
        assert cancelled.wait(30)
        ended.set()
        raise LookupError

    running = asyncio.create_task(in_thread(work))
    await asyncio.to_thread(began.wait)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert ended.is_set()
