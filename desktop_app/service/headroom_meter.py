"""Hears of each call what the server still allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Self

from desktop_app.service.headroom import headroom_in

if TYPE_CHECKING:
    from types import TracebackType

    from desktop_app.core.headroom import Headroom
    from desktop_app.service.observing import CallObserver, HeaderItems, Observation
    from desktop_app.service.wire import Call


class HeadroomMeter:
    """Observes calls as `observer` does, and tells each answer's headroom with its profile."""

    def __init__(self, observer: CallObserver) -> None:
        self.on_measured: Callable[[str, Headroom], None] = lambda _profile, _headroom: None
        self._observer = observer

    def begin(self, call: Call, profile: str, secrets: tuple[str, ...]) -> Observation:
        """A call begins."""

        def measure(headers: HeaderItems) -> None:
            headroom = headroom_in(headers)
            if headroom is not None:
                self.on_measured(profile, headroom)

        return _Measured(self._observer.begin(call, profile, secrets), measure)


class _Measured:
    """One call: all but the headers of its answer goes straight to the other observation."""

    def __init__(self, observation: Observation, on_headers: Callable[[HeaderItems], None]) -> None:
        self._observation = observation
        self._on_headers = on_headers
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
        self._on_headers(headers)
