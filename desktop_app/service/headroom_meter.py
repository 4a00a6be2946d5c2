"""Hears of each call what the server still allows."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from typing_extensions import override

from desktop_app.service.headroom import headroom_in
from desktop_app.service.observing import Relay

if TYPE_CHECKING:
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


class _Measured(Relay):
    """One call."""

    def __init__(self, observation: Observation, on_headers: Callable[[HeaderItems], None]) -> None:
        super().__init__(observation)
        self._on_headers = on_headers

    @override
    def answered(self, status: int, headers: HeaderItems, /) -> None:
        super().answered(status, headers)
        self._on_headers(headers)
