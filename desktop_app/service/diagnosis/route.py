"""The way of one connection to the server: straight, or through the proxy of the profile."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import httpcore2
import httpx2

from desktop_app.service.diagnosis.proxy_choice import proxy_of
from desktop_app.service.diagnosis.tunnel import ask_forwarder, open_socks, open_tunnel
from desktop_app.service.http_client import tls_context

if TYPE_CHECKING:
    import ssl

    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile


class Route:
    """Host and port of the server, and of what is connected to first to get there.

    Raises:
        ProxyFailed: what is named as the proxy is none.
    """

    def __init__(self, profile: Profile, credentials: Credentials) -> None:
        url = httpx2.URL(profile.base_url)
        self.is_encrypted = url.scheme == "https"
        self.host = url.raw_host.decode("ascii")
        self.port = url.port or (443 if self.is_encrypted else 80)
        self.models_path = f"{url.raw_path.decode('ascii')}/models"
        self.proxy = proxy_of(profile, credentials)
        self._profile = profile
        self._credentials = credentials

    @property
    def first_host(self) -> str:
        """The host that this computer connects to."""
        return self.proxy.host if self.proxy else self.host

    @property
    def first_port(self) -> int:
        """The port there."""
        return self.proxy.port if self.proxy else self.port

    async def tls_context(self) -> ssl.SSLContext:
        """A context as calls use it, made anew; reading the authorities takes a while.

        Raises:
            CertificateFileUnusable, CertificatePasswordWrong: a file of the profile is unusable.
        """
        context = await asyncio.to_thread(tls_context, self._profile, self._credentials)
        context.set_alpn_protocols(["http/1.1"])
        return context

    async def connect_first(self) -> httpcore2.AsyncNetworkStream:
        """A connection to the first host."""
        return await httpcore2.AnyIOBackend().connect_tcp(self.first_host, self.first_port)

    async def connect(self) -> httpcore2.AsyncNetworkStream:
        """A connection to the server, not yet encrypted.

        Raises:
            ProxyRefusal: the proxy does not let us through.
            httpcore2.NetworkError, httpcore2.ProtocolError: there is no connection.
        """
        if self.proxy is None:
            return await self.connect_first()
        if self.proxy.is_socks:
            return await open_socks(self.proxy, self.host, self.port)
        return await open_tunnel(self.proxy, await self._for_proxy(), self.host, self.port)

    async def pass_proxy(self) -> None:
        """See whether the proxy lets us through; raises as `connect` does."""
        if self.proxy is None or self.proxy.is_socks or self.is_encrypted:
            await (await self.connect()).aclose()
        else:
            context = await self._for_proxy()
            await ask_forwarder(self.proxy, context, self._profile.base_url, self._profile.host)

    async def _for_proxy(self) -> ssl.SSLContext | None:
        is_encrypted = self.proxy is not None and self.proxy.scheme == "https"
        return await self.tls_context() if is_encrypted else None
