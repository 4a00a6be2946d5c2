"""What a scripted server receives and what it plays."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file part of a multipart body."""

    name: str
    media_type: str
    content: bytes


@dataclass(slots=True)
class Request:
    """A request as it came over the wire. Header names are in lower case."""

    method: str
    path: str
    query: str
    headers: Mapping[str, str]
    body: bytes
    client_left: threading.Event = field(default_factory=threading.Event)
    answered: threading.Event = field(default_factory=threading.Event)

    @property
    def json(self) -> Any:
        """The body decoded, or None when it is no JSON."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None

    @property
    def key(self) -> str | None:
        """The bearer key, or None when there is no Authorization header."""
        value = self.headers.get("authorization")
        return None if value is None else value.removeprefix("Bearer ")

    @property
    def fields(self) -> dict[str, str | UploadedFile]:
        """The parts of a multipart body by name."""
        boundary = re.search(r'boundary="?([^";]+)', self.headers.get("content-type", ""))
        if boundary is None:
            return {}
        parts = (b"\r\n" + self.body).split(b"\r\n--" + boundary[1].encode())[1:-1]
        return dict(_part(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Pause:
    """The server waits so many seconds before it goes on."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Stall:
    """The server sends nothing more until the client leaves or the server is closed."""


@dataclass(frozen=True, slots=True)
class Cut:
    """The server resets the connection here."""


Part = bytes | Pause | Stall | Cut


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to be played: each bytes part is one write, framed as one chunk of its own.

    A reply of a single bytes part is sent with Content-Length. `forever` repeats the parts.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    parts: Sequence[Part] = ()
    forever: bool = False

    @property
    def whole(self) -> bytes | None:
        """The body when it can be sent at once."""
        if self.forever or not all(isinstance(part, bytes) for part in self.parts):
            return None
        return b"".join(self.parts) if len(self.parts) < 2 else None  # type: ignore[arg-type]


NEVER = Reply(status=0)
"""A server that accepts the request and says nothing, until the client leaves."""


def _part(raw: bytes) -> tuple[str, str | UploadedFile]:
    head, _, content = raw.lstrip(b"\r\n").partition(b"\r\n\r\n")
    text = head.decode()
    name = re.search(r'\bname="([^"]*)"', text)
    file_name = re.search(r'filename="([^"]*)"', text)
    media_type = re.search(r"(?im)^content-type:\s*(\S+)", text)
    assert name is not None, text
    if file_name is None:
        return name[1], content.decode()
    return name[1], UploadedFile(file_name[1], media_type[1] if media_type else "", content)
