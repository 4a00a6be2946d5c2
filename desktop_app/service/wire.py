"""What a call to the service is made of, before any library of the network is loaded."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractAsyncContextManager

    from desktop_app.core.errors import ServiceError
    from desktop_app.service.errors import CallFacts

LARGEST_BODY = 256 * 1024 * 1024  # bytes of a whole reply


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that goes with a call."""

    file_name: str
    content: bytes
    media_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One HTTP call. `path` is below the base URL, or a URL of its own.

    `patience` is the limit in seconds of waiting without any byte, if the transport's own is less.
    `attempt` counts the tries of the same call before this one.
    """

    path: str
    method: str = "POST"
    body: Mapping[str, Any] | None = None
    upload: Upload | None = None
    patience: float | None = None
    attempt: int = 0

    @property
    def model(self) -> str:
        """The model that is asked, for the words of an error."""
        return str((self.body or {}).get("model", ""))


class Reply(Protocol):
    """A reply whose status is 2xx, its body not yet read."""

    facts: CallFacts
    status: int
    content_type: str
    asked_at: float  # of time.perf_counter(): when this try of the call began

    def chunks(self) -> AsyncGenerator[bytes, None]:
        """The body as it arrives."""

    async def body(self, limit: int) -> bytes:
        """The whole body, at most `limit` bytes."""

    def error(self, kind: type[ServiceError], words: str = "") -> ServiceError:
        """An error of this kind with the facts of this reply."""


class Wire(Protocol):
    """Makes calls; `service.transport.Transport` is the one that does it."""

    host: str
    keys: tuple[str, ...]

    def send(self, call: Call) -> AbstractAsyncContextManager[Reply]:
        """Make a call; raises a `ServiceError` for everything that goes wrong with it."""

    async def close(self) -> None:
        """Close every connection."""
