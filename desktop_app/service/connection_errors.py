"""Finds out why a connection failed. Imported by the transport only: it needs the HTTP library."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx2

from desktop_app.core.errors import (
    CertificateRejected,
    NotAnApi,
    ProxyFailed,
    ServerUnreachable,
    ServiceError,
    StreamBroken,
)
from desktop_app.service.server_words import words_of

if TYPE_CHECKING:
    from desktop_app.service.errors import CallFacts


def error_of_connection(call: CallFacts, error: BaseException, *, answering: bool) -> ServiceError:
    """The typed error of a connection that failed; `answering` once the reply had begun.

    The SDK and the HTTP library wrap the cause, so the whole chain is looked at: TLS, proxy, name.
    """
    chain = list(_causes(error))
    cause = chain[-1]
    is_about_the_network = isinstance(cause, (OSError, httpx2.HTTPError))
    detail = words_of(str(cause), call.keys) if is_about_the_network else ""
    if any(isinstance(link, httpx2.ProxyError) for link in chain):
        kind: type[ServiceError] = ProxyFailed
    elif any(isinstance(link, ssl.SSLCertVerificationError) for link in chain):
        kind = CertificateRejected
    elif answering:
        kind = StreamBroken
    elif any(isinstance(link, httpx2.RemoteProtocolError) for link in chain) and not _hung_up(
        chain
    ):
        kind = NotAnApi
    else:
        kind = ServerUnreachable
    return kind(detail, host=call.host, model=call.model)


def _hung_up(chain: list[BaseException]) -> bool:
    return any("disconnected" in str(link) for link in chain)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error and what caused it, innermost last; the name look-up's own error ends it."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        yield current
        if isinstance(current, (socket.gaierror, ssl.SSLError)):
            return
        current = current.__cause__ or current.__context__
