"""A thread for work that may never come back: it keeps neither other work waiting nor the end."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")


class LoneThread:
    """Runs work one after the other. It begins with the first; the program's end ends it."""

    def __init__(self, name: str) -> None:
        self._waiting: SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    async def run(self, work: Callable[[], T], *, within: float) -> T:
        """The result of `work`; if it has not begun within so many seconds, it never does.

        Raises:
            TimeoutError: it has not ended by then.
        """
        future: Future[T] = Future()
        self._waiting.put((future, work))
        if not self._thread.is_alive():
            self._thread.start()
        async with asyncio.timeout(within):  # wait_for may forget that it was cancelled
            return await asyncio.wrap_future(future)

    async def finish(self, *, within: float) -> None:
        """Wait until all that was asked for is done, but for no more than so many seconds."""
        if self._thread.is_alive():
            try:
                await self.run(lambda: None, within=within)
            except TimeoutError:
                return

    def _run(self) -> None:
        while True:
            future, work = self._waiting.get()
            if future.set_running_or_notify_cancel():
                try:
                    future.set_result(work())
                except BaseException as error:  # noqa: BLE001 - it is for whoever waits
                    future.set_exception(error)
            del future, work  # whoever waits for more holds nothing
