"""Makes a call again after a while when the server has no room for it."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop_app.core.errors import RateLimited, ServerFailed
from desktop_app.core.retries import RetryWaiting

if TYPE_CHECKING:
    from desktop_app.core.errors import ServiceError
    from desktop_app.core.retries import Wait
    from desktop_app.service.wire import Call, Reply, Wire

LONGEST_WAIT = 600.0  # seconds; a server that asks for more has refused
_FIRST_WAIT = 4.0  # seconds; limits are mostly counted by the minute
_FACTOR = 4
_LONGEST_OWN_WAIT = 60.0


class RetryingWire:
    """A wire for one task of a person, who is told of each waiting by `wait`.

    Only a call that was refused is made again, `retries` times at most: never one whose answer
    has begun. Its upload is in memory, so it is sent again from its first byte.
    """

    def __init__(self, wire: Wire, retries: int, wait: Wait) -> None:
        self.host = wire.host
        self.keys = wire.keys
        self._wire = wire
        self._retries = retries
        self._wait = wait

    async def close(self) -> None:
        """Close the wire below."""
        await self._wire.close()

    @asynccontextmanager
    async def send(self, call: Call) -> AsyncIterator[Reply]:
        """Make a call until the server takes it; raises as the wire below does."""
        async with AsyncExitStack() as stack:
            yield await self._answered(call, stack)

    async def _answered(self, call: Call, stack: AsyncExitStack) -> Reply:
        """The reply to one of the tries; what is open of it is closed with `stack`."""
        attempt = 0
        while True:
            sending = self._wire.send(replace(call, attempt=attempt))
            try:
                return await stack.enter_async_context(sending)
            except (RateLimited, ServerFailed) as error:
                seconds = waiting_time(error, attempt)
                if seconds is None or attempt == self._retries:
                    raise
                attempt += 1
                if not await self._wait(RetryWaiting(seconds, attempt, self._retries, error)):
                    raise


def waiting_time(error: ServiceError, attempt: int) -> float | None:
    """Seconds to wait after the `attempt`-th retry was refused, or None: asking again is no use.

    A server that fails is asked again only if it says when. One that limits its users and does
    not say when is asked after a time that grows, and differs from that of others.
    """
    if error.retry_after is not None:
        return error.retry_after if error.retry_after <= LONGEST_WAIT else None
    if not isinstance(error, RateLimited):
        return None
    most = min(_FIRST_WAIT * _FACTOR**attempt, _LONGEST_OWN_WAIT)
    return random.uniform(most / 2, most)
