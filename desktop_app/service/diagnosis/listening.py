"""Hears what the server answers to the calls of the test, besides what the client makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from desktop_app.service.observing import NOBODY, Relay
from desktop_app.service.server_words import decoded

if TYPE_CHECKING:
    from desktop_app.service.observing import CallObserver, HeaderItems, Observation
    from desktop_app.service.wire import Call

_LONGEST = 4 * 1024 * 1024  # bytes of a body that are kept


class Listener:
    """Keeps the last answer, and lets `observer` observe all calls."""

    def __init__(self, observer: CallObserver = NOBODY) -> None:
        self._observer = observer
        self._last: _Heard | None = None

    def begin(self, call: Call, profile: str, secrets: tuple[str, ...]) -> Observation:
        """A call begins: what was heard before is forgotten."""
        self._last = _Heard(self._observer.begin(call, profile, secrets))
        return self._last

    def header(self, name: str) -> str:
        """The value of a header of the answer, or ""."""
        return self._last.headers.get(name, "") if self._last else ""

    @property
    def content(self) -> object:
        """The body as JSON, else as text."""
        return decoded(bytes(self._last.body) if self._last else b"")


class _Heard(Relay):
    """One answer."""

    def __init__(self, observation: Observation) -> None:
        super().__init__(observation)
        self.headers: dict[str, str] = {}
        self.body = bytearray()
        self.received = self._hear

    @override
    def answered(self, status: int, headers: HeaderItems, /) -> None:
        super().answered(status, headers)
        self.headers = {name.lower(): value for name, value in headers}

    def _hear(self, data: bytes, /) -> None:
        self._observation.received(data)
        if len(self.body) + len(data) <= _LONGEST:
            self.body += data
