"""Which proxy a call of a profile goes through, as the HTTP client chooses it."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies

from desktop_app.core.base_url import is_loopback, is_proxy
from desktop_app.core.errors import ProxyFailed
from desktop_app.core.profiles import NO_PROXY, SYSTEM_PROXY

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile

_PORTS = {"http": 80, "https": 443, "socks5": 1080, "socks5h": 1080}


class ProxyAddress(NamedTuple):
    """A proxy and the login for it, if any."""

    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""

    @property
    def is_socks(self) -> bool:
        """Whether it speaks SOCKS rather than HTTP."""
        return self.scheme.startswith("socks")

    @property
    def url(self) -> str:
        """Its URL without the login."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"


def proxy_of(profile: Profile, credentials: Credentials) -> ProxyAddress | None:
    """The proxy of a profile, or None when the server is reached without one.

    Raises:
        ProxyFailed: what is named as the proxy is none.
    """
    if profile.proxy == NO_PROXY:
        return None
    if profile.proxy != SYSTEM_PROXY:
        return _parsed(profile.proxy, profile.host)._replace(password=credentials.proxy_password)
    if is_loopback(profile.base_url):
        return None
    url = _of_system(profile.base_url, getproxies())
    return _parsed(url, profile.host) if url else None


def _of_system(base_url: str, proxies: Mapping[str, str]) -> str:
    parts = urlsplit(base_url)
    exceptions = (entry.strip().lower() for entry in proxies.get("no", "").split(","))
    if any(_is_exempt(parts.hostname or "", parts.port, entry) for entry in exceptions if entry):
        return ""
    found = proxies.get(parts.scheme) or proxies.get("all") or ""
    return found if not found or "://" in found else f"http://{found}"


def _is_exempt(host: str, port: int | None, entry: str) -> bool:
    """Whether an entry of NO_PROXY means this host: a name, a domain, a network or everything."""
    if entry == "*":
        return True
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(entry, strict=False)
    except ValueError:
        pass  # one of them is a name
    try:
        named = urlsplit(f"//{entry.rpartition('://')[2]}")
        name, only_port = named.hostname or "", named.port
    except ValueError:
        return False
    if only_port not in {None, port} or not name:
        return False
    if name.startswith((".", "*.")):
        return host.endswith(name.lstrip("*"))
    return host == name or host.endswith(f".{name}")


def _parsed(url: str, host: str) -> ProxyAddress:
    if not is_proxy(url):
        raise ProxyFailed(host=host)
    parts = urlsplit(url)
    return ProxyAddress(
        parts.scheme,
        parts.hostname or "",
        parts.port or _PORTS[parts.scheme],
        unquote(parts.username or ""),
        unquote(parts.password or ""),
    )
