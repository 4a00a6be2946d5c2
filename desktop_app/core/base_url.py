"""What a person may type as the address of a server or a proxy, and what is wrong with it."""

from __future__ import annotations

import re
from enum import Enum, auto
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

_ENDPOINTS = (
    "/chat/completions",
    "/completions",
    "/embeddings",
    "/models",
    "/responses",
    "/audio/transcriptions",
    "/audio/translations",
)
_LOOPBACK = frozenset({"localhost", "::1", "0.0.0.0", "::"})
_LOOPBACK_RANGE = re.compile(r"127(\.\d{1,3}){3}")
PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")


class UrlProblem(Enum):
    """Why a text is no address that can be asked."""

    MISSING = auto()
    NOT_HTTP = auto()
    NO_HOST = auto()
    HOLDS_PASSWORD = auto()
    HOLDS_QUERY = auto()


def without_endpoint(url: str) -> str:
    """The base URL when the URL of an operation below it was given."""
    return next((url.removesuffix(end) for end in _ENDPOINTS if url.endswith(end)), url)


def lacks_path(url: str) -> bool:
    """Whether a URL names a server and not where its API is."""
    parts = _split(url)
    return parts is not None and bool(parts.hostname) and parts.path in {"", "/"}


def problem_of(url: str) -> UrlProblem | None:
    """What keeps a base URL, with its scheme, from being used."""
    if not url:
        return UrlProblem.MISSING
    parts = _split(url)
    if parts is None or not parts.hostname or any(char.isspace() for char in url):
        return UrlProblem.NO_HOST
    if parts.scheme not in {"http", "https"}:
        return UrlProblem.NOT_HTTP
    if parts.username is not None or parts.password is not None:
        return UrlProblem.HOLDS_PASSWORD
    return UrlProblem.HOLDS_QUERY if parts.query or parts.fragment else None


def is_readable_on_the_way(url: str) -> bool:
    """Whether key and texts would travel unencrypted to another computer."""
    parts = _split(url)
    return (
        parts is not None
        and parts.scheme == "http"
        and bool(parts.hostname)
        and not is_loopback(url)
    )


def is_loopback(url: str) -> bool:
    """Whether a URL means this computer."""
    parts = _split(url)
    host = (parts and parts.hostname) or ""
    return host in _LOOPBACK or bool(_LOOPBACK_RANGE.fullmatch(host)) or host.endswith(".localhost")


def origin_of(url: str) -> str:
    """Scheme, host and port, or "" where the URL names none."""
    parts = _split(url)
    return f"{parts.scheme}://{parts.netloc.lower()}" if parts and parts.hostname else ""


def is_same_server(origin: str, url: str) -> bool:
    """Whether what was for an origin may be sent to a URL.

    Never to another host, nor in the open what was for an encrypted connection.
    """
    scheme, _, host = origin.partition("://")
    other_scheme, _, other_host = origin_of(url).partition("://")
    return host == other_host and other_scheme in {scheme, "https"}


def is_proxy(url: str) -> bool:
    """Whether a URL can be that of a proxy."""
    parts = _split(url)
    return parts is not None and parts.scheme in PROXY_SCHEMES and bool(parts.hostname)


def without_password(url: str) -> tuple[str, str]:
    """A proxy's URL without the password in it, and that password, or ""."""
    parts = _split(url)
    if parts is None or not parts.password:
        return url, ""
    host = parts.netloc.rpartition("@")[2]
    user = quote(unquote(parts.username or ""), safe="")
    return urlunsplit(parts._replace(netloc=f"{user}@{host}")), unquote(parts.password)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        _ = parts.port  # a port that is none is found out only here
    except ValueError:
        return None
    return parts
