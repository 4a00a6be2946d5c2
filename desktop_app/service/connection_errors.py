"""Finds out why a connection failed. Imported by the transport only: it needs the HTTP library."""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING

import httpx2
import openai

from desktop_app.core.errors import (
    CertificateRejected,
    NotAnApi,
    ProxyFailed,
    ServerUnreachable,
    ServiceError,
    StreamBroken,
)
from desktop_app.core.findings import Finding
from desktop_app.service.diagnosis.causes import network_finding, tls_finding
from desktop_app.service.server_words import words_of

if TYPE_CHECKING:
    from desktop_app.service.errors import CallFacts

_LOGIN_STATUSES = frozenset({"401", "407"})  # tinyproxy answers a wrong password by 401
FAILURES = (openai.APIConnectionError, httpx2.HTTPError, ssl.SSLError, OSError)


def error_of_connection(call: CallFacts, error: BaseException, *, answering: bool) -> ServiceError:
    """The typed error of a connection that failed; `answering` once the reply had begun.

    The SDK and the HTTP library wrap the cause, so the whole chain is looked at: TLS, proxy, name.
    """
    chain = list(_causes(error))
    cause = chain[-1]
    is_about_the_network = isinstance(cause, (OSError, httpx2.HTTPError))
    detail = words_of(str(cause), call.keys) if is_about_the_network else ""
    kind, finding = _kind(call, chain, answering=answering)
    return kind(detail, host=call.host, model=call.model, finding=finding, proxy=call.proxy)


def _kind(
    call: CallFacts, chain: list[BaseException], *, answering: bool
) -> tuple[type[ServiceError], Finding | None]:
    for link in chain:
        if isinstance(link, httpx2.ProxyError):
            return ProxyFailed, _finding_of_proxy(str(link))
        if isinstance(link, ssl.SSLCertVerificationError):
            return CertificateRejected, tls_finding(link, None, shows_ours=False)
    if answering:
        return StreamBroken, None
    if call.proxy and _never_connected(chain):
        return ProxyFailed, network_finding(chain[0])
    is_broken_http = any(isinstance(link, httpx2.RemoteProtocolError) for link in chain)
    return (NotAnApi if is_broken_http and not _hung_up(chain) else ServerUnreachable), None


def _finding_of_proxy(words: str) -> Finding:
    """What the HTTP library says of a proxy: an HTTP one by its status, or one of SOCKS."""
    status = re.match(r"\d{3}\b", words)
    if "username/password" in words or (status and status[0] in _LOGIN_STATUSES):
        return Finding.PROXY_WANTS_LOGIN
    if "could not connect" in words or (status and status[0] >= "500"):
        return Finding.PROXY_CANNOT_REACH
    return Finding.PROXY_REFUSES


def _never_connected(chain: list[BaseException]) -> bool:
    """Whether no TCP connection came about: through a proxy, that is the one to the proxy."""
    is_early = any(isinstance(link, (httpx2.ConnectError, httpx2.ConnectTimeout)) for link in chain)
    is_tls = any(isinstance(link, ssl.SSLError) for link in chain)
    is_name = any(isinstance(link, socket.gaierror) for link in chain)
    is_lost = network_finding(chain[0]) is Finding.CONNECTION_LOST and not is_name
    return is_early and not is_tls and not is_lost


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
