"""Errors of a call to the service. They carry facts; `ui.errors` words them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.errors.base import HubError

if TYPE_CHECKING:
    from desktop_app.core.findings import Finding


class ServiceError(HubError):
    """A call to the service that did not succeed.

    `detail` holds the server's own words, cleaned of keys and markup, or "" when there were none.
    `finding` says more closely what is wrong with a certificate or a proxy, where that is known;
    `proxy` is the host and port of the proxy on the way.
    """

    def __init__(
        self,
        detail: str = "",
        *,
        host: str = "",
        status: int | None = None,
        model: str = "",
        retry_after: float | None = None,
        finding: Finding | None = None,
        proxy: str = "",
    ) -> None:
        super().__init__(f"{type(self).__name__}(status={status}, host={host})")
        self.detail = detail
        self.host = host
        self.status = status
        self.model = model
        self.retry_after = retry_after  # seconds, as the server asked for
        self.finding = finding
        self.proxy = proxy


class ServerUnreachable(ServiceError):
    """No connection: no network, wrong host, nobody listens."""


class CertificateRejected(ServiceError):
    """The server's TLS certificate is not trusted, expired, or for another name."""


class ProxyFailed(ServiceError):
    """The proxy refused or could not be used."""


class KeyMissing(ServiceError):
    """The profile has no key and the server wants one."""


class KeyRejected(ServiceError):
    """The server does not accept the key (401)."""


class AccessDenied(ServiceError):
    """The key is known but the plan does not include what was asked for (403)."""


class NotFound(ServiceError):
    """The model or the URL does not exist (404)."""


class RateLimited(ServiceError):
    """Too many requests or tokens in this minute (429)."""


class RequestTooLarge(ServiceError):
    """The request itself is over a limit of the server (413, or a 429 that says so)."""


class SoundTooLong(RequestTooLarge):
    """The sound is longer, or larger, than the server takes at once."""


class ContextOverflow(ServiceError):
    """The prompt is longer than the model can read."""


class RequestRejected(ServiceError):
    """The server refuses the request as it is (400, 422)."""


class ToolsRefused(RequestRejected):
    """The model takes no tools."""


class SoundRefused(RequestRejected):
    """The server does not read this format of sound."""


class CompletionRefused(ServiceError):
    """The server or the model continues no raw text, or not this one (404, 400)."""


class ServerFailed(ServiceError):
    """The server itself failed (5xx), or reported an error in mid-stream."""


class NotAnApi(ServiceError):
    """The answer is a web page or not what an OpenAI-compatible server sends."""


class StreamNotSupported(ServiceError):
    """A stream was asked for and something else came."""


class StreamBroken(ServiceError):
    """The connection ended, or the data became unreadable, in mid-answer."""


class StreamStalled(ServiceError):
    """Nothing arrived for longer than the inactivity limit."""


class InvalidReply(ServiceError):
    """The reply has the right shape but cannot be used, for example vectors that are missing."""
