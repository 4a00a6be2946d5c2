"""Hears what the server answers to the calls of the test, besides what the client makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from desktop_app.service.server_words import decoded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.service.observing import Observation
    from desktop_app.service.wire import Call

_LONGEST = 4 * 1024 * 1024  # bytes of a body that are kept


class Listener:
    """A `CallObserver` that keeps the last answer."""

    def __init__(self) -> None:
        self._headers: dict[str, str] = {}
        self._body = bytearray()

    def begin(self, _call: Call, _profile: str, _secrets: tuple[str, ...]) -> Observation:
        """A call begins: what was heard before is forgotten."""
        self._headers = {}
        self._body = bytearray()
        return self

    def header(self, name: str) -> str:
        """The value of a header of the answer, or ""."""
        return self._headers.get(name, "")

    @property
    def content(self) -> object:
        """The body as JSON, else as text."""
        return decoded(bytes(self._body))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        pass

    def sending(
        self, _url: str, _headers: Sequence[tuple[str, str]], _body: bytes | bytearray | None
    ) -> None:
        """The request says nothing of the server."""

    async def passed(self, _stage: str, _info: object) -> None:
        """The network has stages of its own."""

    def answered(self, _status: int, headers: Sequence[tuple[str, str]]) -> None:
        """The reply begins."""
        self._headers = {name.lower(): value for name, value in headers}

    def received(self, data: bytes) -> None:
        """A piece of the body."""
        if len(self._body) + len(data) <= _LONGEST:
            self._body += data
