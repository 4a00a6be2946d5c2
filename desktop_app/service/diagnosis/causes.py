"""Finds the true cause of a failed connection in the chain of exceptions around it."""

from __future__ import annotations

import errno
import ssl
from collections.abc import Iterator
from typing import TYPE_CHECKING

from desktop_app.core.findings import Finding

if TYPE_CHECKING:
    from desktop_app.service.diagnosis.certificate import Certificate

_NO_ROUTE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EHOSTDOWN})
# X509_V_ERR_… of OpenSSL; the system's own checks, on Windows and macOS, give other numbers.
_BY_VERIFY_CODE = {
    9: Finding.NOT_YET_VALID,
    10: Finding.EXPIRED,
    18: Finding.SELF_SIGNED,
    19: Finding.ISSUER_UNKNOWN,
    20: Finding.ISSUER_UNKNOWN,
    21: Finding.ISSUER_UNKNOWN,
    62: Finding.WRONG_NAME,
    64: Finding.WRONG_NAME,
}
_NOT_TLS = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "UNKNOWN_PROTOCOL", "RECORD_LAYER_FAILURE")
_NOTHING_IN_COMMON = (
    "UNSUPPORTED_PROTOCOL",
    "PROTOCOL_VERSION",
    "NO_PROTOCOLS_AVAILABLE",
    "NO_CIPHERS",
    "INSUFFICIENT_SECURITY",
    "NO_SHARED_CIPHER",
)
_ALERTS_ABOUT_OURS = ("CERTIFICATE", "UNKNOWN_CA", "ACCESS_DENIED")


def causes(error: BaseException) -> Iterator[BaseException]:
    """The error and all that led to it, each once."""
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        current = waiting.pop(0)
        if id(current) in seen:
            continue
        seen.add(id(current))
        yield current
        if isinstance(current, BaseExceptionGroup):
            waiting += current.exceptions
        waiting += filter(None, (current.__cause__, current.__context__))


def tls_error(error: BaseException) -> ssl.SSLError | None:
    """What the TLS library itself said."""
    return next((link for link in causes(error) if isinstance(link, ssl.SSLError)), None)


def network_finding(error: BaseException) -> Finding:
    """Why no connection came about."""
    numbers = {link.errno for link in causes(error) if isinstance(link, OSError)}
    if errno.ECONNREFUSED in numbers:
        return Finding.REFUSED
    if numbers & _NO_ROUTE:
        return Finding.NO_ROUTE
    if any(isinstance(link, TimeoutError) for link in causes(error)):
        return Finding.TIMED_OUT
    return Finding.CONNECTION_LOST


def tls_finding(
    error: ssl.SSLError, certificate: Certificate | None, *, shows_ours: bool
) -> Finding:
    """Why a handshake failed; `certificate` is the server's, `shows_ours`: it was told ours."""
    if isinstance(error, ssl.SSLCertVerificationError):
        known = _BY_VERIFY_CODE.get(getattr(error, "verify_code", 0))
        seen = certificate.finding() if certificate is not None else None
        return known or seen or Finding.CERTIFICATE_REFUSED
    reason = error.reason or ""
    if any(part in reason for part in _NOT_TLS):
        return Finding.NOT_TLS
    if any(part in reason for part in _NOTHING_IN_COMMON):
        return Finding.PROTOCOL_UNKNOWN
    if "ALERT" in reason and any(part in reason for part in _ALERTS_ABOUT_OURS):
        if shows_ours and "REQUIRED" not in reason:
            return Finding.CLIENT_CERTIFICATE_REFUSED
        return Finding.CLIENT_CERTIFICATE_WANTED
    return Finding.HANDSHAKE_FAILED
