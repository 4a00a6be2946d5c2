"""Ends a wait on the network during which nothing arrives."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Self

from desktop_app.core.errors import StreamStalled

if TYPE_CHECKING:
    from types import TracebackType


_LONGEST_SLEEP = 5.0  # seconds; Qt's loop keeps the timer of a cancelled sleep until it is over


class InactivityGuard:
    """One task a call that looks at the time of the last bytes: no timer for each read.

    Every wait on the network stands in `with guard:`, and only there can it strike: a consumer
    that takes its time between two reads is never disturbed.
    """

    def __init__(self, limit: float, *, host: str, model: str) -> None:
        self._limit = limit
        self._host = host
        self._model = model
        self._waiting: asyncio.Task[object] | None = None
        self._since = 0.0
        self._struck = False
        self._watch: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._watch = asyncio.create_task(self._look_after())
        return self

    async def __aexit__(self, *_exc: object) -> None:
        if self._watch is not None:
            self._watch.cancel()

    def __enter__(self) -> None:
        self._waiting = asyncio.current_task()
        self._since = time.monotonic()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        _error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        waiting, self._waiting = self._waiting, None
        if not self._struck or waiting is None:
            return
        self._struck = False
        asked_by_others = waiting.uncancel() > 0
        if kind is asyncio.CancelledError and not asked_by_others:
            raise StreamStalled(host=self._host, model=self._model)

    async def _look_after(self) -> None:
        while True:
            waited = time.monotonic() - self._since if self._waiting else 0.0
            if self._waiting and waited >= self._limit:
                self._struck = True
                self._waiting.cancel()
                return
            await asyncio.sleep(min(self._limit - waited, _LONGEST_SLEEP))
