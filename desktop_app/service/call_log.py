"""Observes the calls of a transport: notes on the calling thread, and nothing else there."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Self

from desktop_app.core.calls import STOPPED
from desktop_app.core.errors import HubError
from desktop_app.service.observing import UNOBSERVED

if TYPE_CHECKING:
    from types import TracebackType

    from desktop_app.service.observing import HeaderItems, Observation
    from desktop_app.service.wire import Call

KEPT = 32 * 1024  # bytes of each end of a long body
MARGIN = 1024  # bytes more, in which a key may be cut in two: they are dropped once it is masked
_TAIL = KEPT + MARGIN


class CallLog:
    """Hands on each call when it has ended, unless `enabled` is false.

    `on_ended` is called on the calling thread; making a record of it is for another one.
    """

    def __init__(self, on_ended: Callable[[ObservedCall], None], *, enabled: bool = True) -> None:
        self.enabled = enabled
        self._on_ended = on_ended

    def begin(self, call: Call, profile: str, secrets: tuple[str, ...]) -> Observation:
        """A call begins."""
        return ObservedCall(call, profile, secrets, self._on_ended) if self.enabled else UNOBSERVED


class ObservedCall:
    """What was seen of a call, raw. Of a long reply its beginning and its end are held."""

    __slots__ = (
        "_on_ended",
        "_tail_size",
        "attempt",
        "began",
        "body",
        "error",
        "fields",
        "head",
        "head_size",
        "headers",
        "marks",
        "method",
        "model",
        "profile",
        "response_headers",
        "secrets",
        "size",
        "status",
        "tail",
        "upload",
        "url",
    )

    def __init__(
        self,
        call: Call,
        profile: str,
        secrets: tuple[str, ...],
        on_ended: Callable[[ObservedCall], None],
    ) -> None:
        self._on_ended = on_ended
        self.profile = profile
        self.secrets = secrets
        self.method = call.method
        self.url = call.path
        self.model = call.model
        self.attempt = call.attempt
        upload = call.upload
        self.upload = upload
        self.fields: dict[str, Any] = dict(call.body or {}) if upload else {}
        self.headers: HeaderItems = ()
        self.body: bytes | bytearray | None = None
        self.status = 0
        self.response_headers: HeaderItems = ()
        self.error = ""
        self.head: list[bytes] = []
        self.head_size = 0
        self.tail: deque[bytes] = deque()
        self._tail_size = 0
        self.size = 0
        self.began = 0.0
        self.marks: list[tuple[str, float]] = []

    def __enter__(self) -> Self:
        self.began = time.time()
        self.marks.append(("began", time.perf_counter()))
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _traceback: TracebackType | None,
    ) -> None:
        self.marks.append(("ended", time.perf_counter()))
        if isinstance(error, (asyncio.CancelledError, GeneratorExit)):
            self.error = STOPPED
        elif error is not None:
            self.error = type(error).__name__
            if isinstance(error, HubError):
                self.status = self.status or getattr(error, "status", None) or 0
        self._on_ended(self)

    def sending(self, url: str, headers: HeaderItems, body: bytes | bytearray | None) -> None:
        """The request is complete."""
        self.url, self.headers, self.body = url, headers, body

    async def passed(self, stage: str, _info: object) -> None:
        """The HTTP library has come so far."""
        self.marks.append((stage.partition(".")[2], time.perf_counter()))

    def answered(self, status: int, headers: HeaderItems) -> None:
        """The reply begins."""
        self.status, self.response_headers = status, headers

    def received(self, data: bytes) -> None:
        """A piece of the reply's body. Its whole cost is that of two or three list operations."""
        self.size += len(data)
        if self.head_size < _TAIL:
            self.head.append(data)
            self.head_size += len(data)
            return
        self.tail.append(data)
        self._tail_size += len(data)
        while self._tail_size - len(self.tail[0]) >= _TAIL:
            self._tail_size -= len(self.tail.popleft())
