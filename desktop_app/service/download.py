"""Fetches a file from the web. No key goes with it: it is not the service that is asked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desktop_app import __version__
from desktop_app.core.errors import (
    NotFound,
    ProxyFailed,
    RequestTooLarge,
    ServerFailed,
    ServerUnreachable,
)
from desktop_app.service.errors import CallFacts
from desktop_app.service.handshakes import closing_broken_off
from desktop_app.service.observing import NOBODY
from desktop_app.service.wire import Call

if TYPE_CHECKING:
    import httpx2

    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile
    from desktop_app.service.observing import CallObserver, Observation

LARGEST_FILE = 100_000_000  # bytes
PATIENCE = 60.0  # seconds for all of it
_USER_AGENT = {"user-agent": f"llmhub-desktop/{__version__}"}


class Downloader:
    """Goes the way of a profile: through its proxy, and with trust in its own authority."""

    def __init__(
        self, profile: Profile, credentials: Credentials, observer: CallObserver = NOBODY
    ) -> None:
        # The certificate says who asks, as the key does: it is for the profile's own server.
        self._profile = profile._replace(client_certificate="", client_key="")
        self._credentials = credentials
        self._observer = observer

    async def fetch(
        self, url: str, *, limit: int = LARGEST_FILE, patience: float = PATIENCE
    ) -> bytes:
        """The content at an http(s) `url`, at most `limit` bytes within `patience` seconds.

        Raises:
            ServiceError: it cannot be had; `NotFound` when nothing is there.
            CertificateFileUnusable: the profile's authority cannot be read.
        """
        call = Call(path=url, method="GET")
        secrets = self._credentials.secrets()
        with self._observer.begin(call, self._profile.name, secrets) as observation:
            client, proxy = await asyncio.to_thread(self._client, url, observation)
            host = urlsplit(url).netloc.rpartition("@")[2]
            facts = CallFacts(host, (), model="", parameters=frozenset(), proxy=proxy)
            try:
                async with asyncio.timeout(patience):
                    return await _content(client, url, facts, limit, observation)
            except TimeoutError as error:
                raise ServerUnreachable(host=host) from error
            finally:
                await client.aclose()

    def _client(self, url: str, observation: Observation) -> tuple[httpx2.AsyncClient, str]:
        """In a thread, for it reads the certificates of the system; and where the proxy is."""
        from desktop_app.service.diagnosis.proxy_choice import proxy_of
        from desktop_app.service.http_client import new_http_client

        async def observe(request: httpx2.Request) -> None:
            request.extensions["trace"] = closing_broken_off(observation.passed)
            observation.sending(str(request.url), request.headers.multi_items(), b"")

        profile = self._profile._replace(base_url=url)
        proxy = proxy_of(profile, self._credentials)
        client = new_http_client(
            profile, self._credentials, headers=_USER_AGENT, follow_redirects=True
        )
        client.event_hooks["request"].append(observe)
        return client, f"{proxy.host}:{proxy.port}" if proxy is not None else ""


async def _content(
    client: httpx2.AsyncClient, url: str, facts: CallFacts, limit: int, observation: Observation
) -> bytes:
    import httpx2

    from desktop_app.service.connection_errors import error_of_connection

    host, answering = facts.host, False
    try:
        async with client.stream("GET", url) as response:
            answering = True
            observation.answered(response.status_code, response.headers.multi_items())
            if response.status_code in {404, 410}:
                raise NotFound(host=host, status=response.status_code)
            if response.status_code == 407:
                raise ProxyFailed(host=host, status=407, proxy=facts.proxy)
            if not response.is_success:
                raise ServerFailed(host=host, status=response.status_code)
            content = bytearray()
            async for data in response.aiter_bytes():
                observation.received(data)
                content += data
                if len(content) > limit:
                    raise RequestTooLarge(host=host)
            return bytes(content)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        raise error_of_connection(facts, error, answering=answering) from error
