"""A reply on its way in, read piece by piece and never without bound."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import TYPE_CHECKING

from desktop_app.core.errors import InvalidReply, ServiceError
from desktop_app.service.connection_errors import FAILURES, error_of_connection

if TYPE_CHECKING:
    import httpx2

    from desktop_app.service.errors import CallFacts
    from desktop_app.service.inactivity import InactivityGuard


class Incoming:
    """A reply with status 2xx, its body not yet read."""

    def __init__(
        self,
        response: httpx2.Response,
        guard: InactivityGuard,
        facts: CallFacts,
        on_data: Callable[[bytes], object],
        asked_at: float,
    ) -> None:
        self.facts = facts
        self.asked_at = asked_at
        self.status = response.status_code
        self.content_type = response.headers.get("content-type", "").partition(";")[0].strip()
        self._response = response
        self._guard = guard
        self._on_data = on_data

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        """The body as it arrives; each wait is bounded by the inactivity limit.

        Raises:
            ServiceError: the connection failed, or nothing came for too long.
        """
        async with aclosing(self._response.aiter_bytes()) as source:
            while True:
                try:
                    with self._guard:
                        data = await anext(source, None)
                except FAILURES as error:
                    raise error_of_connection(self.facts, error, answering=True) from error
                if data is None:
                    return
                self._on_data(data)
                yield data

    async def body(self, limit: int) -> bytes:
        """The whole body.

        Raises:
            InvalidReply: it is longer than `limit` bytes.
        """
        collected = bytearray()
        async with aclosing(self.chunks()) as chunks:
            async for data in chunks:
                collected += data
                if len(collected) > limit:
                    raise self.error(InvalidReply)
        return bytes(collected)

    def error(self, kind: type[ServiceError], words: str = "") -> ServiceError:
        """An error of this kind with the facts of this reply."""
        return kind(words, host=self.facts.host, status=self.status, model=self.facts.model)
