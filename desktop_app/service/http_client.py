"""The HTTP client of a profile: proxy, certificates, and the headers that may be sent.

Imported in a worker thread by `connect` and the transport, because the HTTP library comes with it.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

import httpx2
import openai

from desktop_app.core.base_url import is_loopback, is_proxy
from desktop_app.core.credentials import normal_header_value
from desktop_app.core.errors import (
    CertificateFileUnusable,
    CertificatePasswordWrong,
    ProxyFailed,
)
from desktop_app.core.profiles import NO_PROXY, SYSTEM_PROXY

if TYPE_CHECKING:
    import ssl

    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile

_SET_HERE = frozenset(
    {
        "accept",
        "accept-encoding",
        "connection",
        "content-length",
        "content-type",
        "host",
        "transfer-encoding",
        "user-agent",
    }
)


def quiet_libraries() -> None:
    """Keep the libraries from logging: they write headers and URLs, in which a key may stand."""
    for name in ("openai", "httpx2", "httpcore2"):
        logging.getLogger(name).setLevel(logging.WARNING)


def profile_headers(profile: Profile, credentials: Credentials) -> dict[str, str]:
    """What a profile sends with each call, its key among it. Names are in lower case.

    Raises:
        KeyUnusable: a value cannot stand in a header.
    """
    headers = {}
    if credentials.key and profile.key_header:
        headers[profile.key_header.lower()] = credentials.key
    elif credentials.key:
        headers["authorization"] = f"Bearer {credentials.key}"
    if profile.organisation:
        headers["openai-organization"] = profile.organisation
    for name in profile.header_names:
        if (value := credentials.header(name)) and name.lower() not in _SET_HERE:
            headers[name.lower()] = value
    return {name: normal_header_value(value) for name, value in headers.items()}


def new_http_client(
    profile: Profile,
    credentials: Credentials,
    *,
    headers: Mapping[str, str],
    on_response: Callable[[httpx2.Response], Awaitable[None]] | None = None,
    follow_redirects: bool = False,
) -> httpx2.AsyncClient:
    """A client that sends `headers` and nothing of the environment.

    Raises:
        ProxyFailed: the URL of the proxy is none, or of a kind that cannot be used.
        CertificateFileUnusable, CertificatePasswordWrong: TLS cannot be set up as asked for.
    """
    context = tls_context(profile, credentials)
    try:
        return openai.DefaultAsyncHttpx2Client(
            timeout=httpx2.Timeout(None, connect=profile.connect_timeout),
            follow_redirects=follow_redirects,
            verify=context,
            proxy=_own_proxy(profile, credentials, context),
            trust_env=profile.proxy == SYSTEM_PROXY and not is_loopback(profile.base_url),
            event_hooks={
                "request": [_just(headers)],
                "response": [on_response] if on_response else [],
            },
        )
    except (ValueError, ImportError, httpx2.InvalidURL) as error:
        # All that is read here is the proxy's URL, of the profile or the environment.
        raise ProxyFailed(host=profile.host) from error


def tls_context(profile: Profile, credentials: Credentials) -> ssl.SSLContext:
    """Trusts the system's authorities, or those of SSL_CERT_FILE, and the profile's own.

    Raises:
        CertificateFileUnusable, CertificatePasswordWrong: a file of the profile cannot be used.
    """
    context = httpx2.create_ssl_context()
    if profile.ca_file:
        try:
            context.load_verify_locations(cafile=profile.ca_file)
        except (OSError, ValueError) as error:
            raise CertificateFileUnusable(profile.ca_file, _reason(error)) from error
    if profile.client_certificate:
        _load_client_certificate(context, profile, credentials.certificate_password)
    return context


def _load_client_certificate(context: ssl.SSLContext, profile: Profile, password: str) -> None:
    key_file = profile.client_key or profile.client_certificate
    was_asked = False

    def answer() -> str:
        # Without an answer OpenSSL would ask on the terminal.
        nonlocal was_asked
        was_asked = True
        return password

    try:
        context.load_cert_chain(profile.client_certificate, profile.client_key or None, answer)
    except (OSError, ValueError) as error:
        if was_asked:
            raise CertificatePasswordWrong(key_file) from error
        name = getattr(error, "filename", None) or profile.client_certificate
        raise CertificateFileUnusable(str(name), _reason(error)) from error


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror or "") if isinstance(error, OSError) else ""


def _own_proxy(
    profile: Profile, credentials: Credentials, context: ssl.SSLContext
) -> httpx2.Proxy | None:
    if profile.proxy in {SYSTEM_PROXY, NO_PROXY}:
        return None
    if not is_proxy(profile.proxy):
        raise ProxyFailed(host=profile.host)
    url = httpx2.URL(profile.proxy)
    user = url.username
    options: dict[str, Any] = {"ssl_context": context} if url.scheme == "https" else {}
    if user:
        options["auth"] = (user, credentials.proxy_password)
    return httpx2.Proxy(url.copy_with(username=None, password=None), **options)


def _just(headers: Mapping[str, str]) -> Callable[[httpx2.Request], Awaitable[None]]:
    """The SDK adds headers of OPENAI_* variables and of its telemetry: they stay here."""

    async def put_right(request: httpx2.Request) -> None:
        for name in request.headers.keys() - _SET_HERE - headers.keys():
            del request.headers[name]
        request.headers.update(headers)

    return put_right
