"""The handshake with the server: whom its certificate names, and why it is not trusted."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING

import httpcore2

from desktop_app.core.diagnosis import Fact, FactValue
from desktop_app.core.findings import Finding
from desktop_app.service.diagnosis.causes import tls_error, tls_finding
from desktop_app.service.diagnosis.certificate import Certificate, read_certificate
from desktop_app.service.diagnosis.outcome import Outcome

if TYPE_CHECKING:
    from desktop_app.service.diagnosis.route import Route

_VERDICT_WAIT = 2.0  # seconds; a server of TLS 1.3 judges our certificate after the handshake
_LOST = (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException, OSError)


async def examine(route: Route, *, shows_ours: bool) -> Outcome:
    """Shake hands as calls do; `shows_ours` whether the server is told a certificate of ours.

    Raises:
        CertificateFileUnusable, CertificatePasswordWrong: a file of the profile is unusable.
        httpcore2.NetworkError, ProxyRefusal: there is no connection.
    """
    context = await route.tls_context()
    stream = await route.connect()
    try:
        secure = await stream.start_tls(context, route.host)
    except httpcore2.NetworkError as error:
        cause = tls_error(error)
        if cause is None:
            raise
        return await _refused(route, cause, shows_ours=shows_ours)
    try:
        return await _agreed(route, secure, shows_ours=shows_ours)
    finally:
        await secure.aclose()


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
    objection = await _objection(secure, route.host)
    if objection is not None:
        facts[Fact.WORDS] = objection.reason or ""
        return Outcome(tls_finding(objection, certificate, shows_ours=shows_ours), facts)
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


async def _objection(secure: httpcore2.AsyncNetworkStream, host: str) -> ssl.SSLError | None:
    """What the server has against our certificate, asked by a request without a key."""
    request = f"HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    try:
        await secure.write(request.encode("ascii"))
        await secure.read(1, timeout=_VERDICT_WAIT)
    except ssl.SSLError as error:
        return error
    except _LOST as error:
        return tls_error(error)
    return None


async def _look(route: Route) -> Certificate | None:
    """The certificate of a server that is not trusted; nothing but the handshake is sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    try:
        stream = await route.connect()
        secure = await stream.start_tls(context, route.host)
    except _LOST:
        return None
    session: ssl.SSLObject = secure.get_extra_info("ssl_object")
    shown = session.getpeercert(binary_form=True)
    await secure.aclose()
    return await _read(shown)


async def _read(der: bytes | None) -> Certificate | None:
    return await asyncio.to_thread(read_certificate, der) if der else None
