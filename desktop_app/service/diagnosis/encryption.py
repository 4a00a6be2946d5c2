"""The handshake with the server: whom its certificate names, and why it is not trusted."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

import httpcore2

from desktop_app.core.diagnosis import Fact, FactValue
from desktop_app.core.findings import Finding
from desktop_app.service.diagnosis.causes import tls_error, tls_finding
from desktop_app.service.diagnosis.certificate import Certificate, read_certificate
from desktop_app.service.diagnosis.outcome import Outcome

if TYPE_CHECKING:
    from desktop_app.service.diagnosis.route import Route

_ALERT_WAIT = 0.3  # seconds; a server of TLS 1.3 judges our certificate after the handshake
_VERDICT_WAIT = 2.0
_PAGE = 4096  # bytes of the server's answer that are looked at
_NO_CERTIFICATE = b"No required SSL certificate was sent"
_BAD_CERTIFICATE = b"The SSL certificate error"
_HUNG_UP = Outcome(Finding.HUNG_UP)
_LOST = (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException, OSError)


async def examine(route: Route, *, shows_ours: bool) -> Outcome:
    """Shake hands as calls do; `shows_ours` whether the server is told a certificate of ours.

    Raises:
        CertificateFileUnusable, CertificatePasswordWrong: a file of the profile is unusable.
        httpcore2.NetworkError, ProxyRefusal: there is no connection.
    """
    context = await route.tls_context()
    try:
        async with _encrypted(route, context) as secure:
            return await _agreed(route, secure, shows_ours=shows_ours)
    except httpcore2.NetworkError as error:
        cause = tls_error(error)
        if cause is None:
            raise
    return await _refused(route, cause, shows_ours=shows_ours)


@asynccontextmanager
async def _encrypted(
    route: Route, context: ssl.SSLContext
) -> AsyncIterator[httpcore2.AsyncNetworkStream]:
    stream = await route.connect()
    try:
        yield await stream.start_tls(context, route.host)
    finally:
        await stream.aclose()  # a handshake that is cancelled leaves it open


async def _agreed(
    route: Route, secure: httpcore2.AsyncNetworkStream, *, shows_ours: bool
) -> Outcome:
    session: ssl.SSLObject = secure.get_extra_info("ssl_object")
    cipher = session.cipher()
    facts: dict[Fact, FactValue] = {
        Fact.TLS_VERSION: session.version() or "",
        Fact.CIPHER: cipher[0] if cipher else "",
    }
    certificate = await _read(session.getpeercert(binary_form=True))
    if certificate is not None:
        facts |= certificate.facts()
    refusal = await _verdict(route, secure, certificate, shows_ours=shows_ours)
    if refusal is not None:
        return Outcome(refusal.finding, {**facts, **refusal.facts})
    expires_soon = certificate is not None and certificate.expires_soon
    return Outcome(Finding.EXPIRES_SOON if expires_soon else Finding.FINE, facts)


async def _refused(route: Route, cause: ssl.SSLError, *, shows_ours: bool) -> Outcome:
    certificate = None
    facts: dict[Fact, FactValue] = {Fact.HOST: route.host}
    if isinstance(cause, ssl.SSLCertVerificationError):
        facts[Fact.WORDS] = cause.verify_message
        certificate = await _look(route)
    else:
        facts[Fact.WORDS] = cause.reason or ""
    if certificate is not None:
        facts |= certificate.facts()
    return Outcome(tls_finding(cause, certificate, shows_ours=shows_ours), facts)


async def _verdict(
    route: Route,
    secure: httpcore2.AsyncNetworkStream,
    certificate: Certificate | None,
    *,
    shows_ours: bool,
) -> Outcome | None:
    """What the server has against our certificate, or having none; asked without the key."""
    try:
        answer = await _answer(route, secure)
    except (httpcore2.TimeoutException, ssl.SSLError, *_LOST) as error:
        cause = tls_error(error)
        if cause is None:
            return None if isinstance(error, httpcore2.TimeoutException) else _HUNG_UP
        found = tls_finding(cause, certificate, shows_ours=shows_ours)
        return Outcome(found, {Fact.WORDS: cause.reason or ""})
    if not answer:
        return _HUNG_UP
    if _NO_CERTIFICATE in answer:  # nginx says it in HTTP
        return Outcome(Finding.CLIENT_CERTIFICATE_WANTED)
    return Outcome(Finding.CLIENT_CERTIFICATE_REFUSED) if _BAD_CERTIFICATE in answer else None


async def _answer(route: Route, secure: httpcore2.AsyncNetworkStream) -> bytes:
    """The beginning of the answer to a request without a key."""
    # An alert would be lost to who is still writing when the server closes.
    with suppress(httpcore2.ReadTimeout):
        if not await secure.read(1, timeout=_ALERT_WAIT):
            return b""
    path, host = route.models_path, route.host
    request = f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    await secure.write(request.encode("ascii"))
    return await secure.read(_PAGE, timeout=_VERDICT_WAIT)


async def _look(route: Route) -> Certificate | None:
    """The certificate of a server that is not trusted; nothing but the handshake is sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        async with _encrypted(route, context) as secure:
            session: ssl.SSLObject = secure.get_extra_info("ssl_object")
            return await _read(session.getpeercert(binary_form=True))
    except _LOST:
        return None


async def _read(der: bytes | None) -> Certificate | None:
    return await asyncio.to_thread(read_certificate, der) if der else None
