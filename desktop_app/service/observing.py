"""What a transport tells of its calls, to whoever keeps a record of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from types import TracebackType

    from desktop_app.service.wire import Call

HeaderItems = Sequence[tuple[str, str]]


class Observation(Protocol):
    """One call. It is the `with` block around it: what leaves the block is how the call ended."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None: ...

    def sending(self, url: str, headers: HeaderItems, body: bytes | bytearray | None, /) -> None:
        """The request is complete; `body` is None for a form, which is read as it is sent."""

    async def passed(self, stage: str, info: object, /) -> None:
        """The HTTP library has come so far; `stage` ends for example in `.connect_tcp.started`."""

    def answered(self, status: int, headers: HeaderItems, /) -> None:
        """The reply begins."""

    def received(self, data: bytes, /) -> None:
        """A piece of the reply's body, as it arrives: this is the hot path."""


class CallObserver(Protocol):
    """Is told of every call, on the thread that makes it, and must not hold it up."""

    def begin(self, call: Call, profile: str, secrets: tuple[str, ...], /) -> Observation:
        """A call begins; `secrets` is what must never be seen of it."""


class Relay:
    """An observation that tells another one everything; what it tells besides is added to it."""

    def __init__(self, observation: Observation) -> None:
        self._observation = observation
        self.sending = observation.sending
        self.passed = observation.passed
        self.received = observation.received

    def __enter__(self) -> Self:
        self._observation.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._observation.__exit__(kind, error, traceback)

    def answered(self, status: int, headers: HeaderItems, /) -> None:
        """The reply begins."""
        self._observation.answered(status, headers)


class _Nobody:
    """Takes no notice."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        pass

    def begin(self, _call: Call, _profile: str, _secrets: tuple[str, ...]) -> Observation:
        return self

    def sending(self, _url: str, _headers: HeaderItems, _body: bytes | bytearray | None) -> None:
        pass

    async def passed(self, _stage: str, _info: object) -> None:
        pass

    def answered(self, _status: int, _headers: HeaderItems) -> None:
        pass

    def received(self, _data: bytes) -> None:
        pass


_nobody = _Nobody()
NOBODY: CallObserver = _nobody
UNOBSERVED: Observation = _nobody
