"""Long work in a thread that can be given up."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def in_thread(work: Callable[[threading.Event], T]) -> T:
    """Run `work` in a worker thread. If the caller is cancelled, the event that it gets is set.

    The cancellation is raised when `work` has ended: nothing goes on behind the caller's back.

    Raises:
        Exception: whatever `work` raises, unless the caller is cancelled.
    """
    cancelled = threading.Event()
    running = asyncio.ensure_future(asyncio.to_thread(work, cancelled))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        cancelled.set()
        await asyncio.wait([running])
        if not running.cancelled():
            running.exception()  # it is known now; the cancellation goes first
        raise
