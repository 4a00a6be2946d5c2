"""Fetches a file from the web. No key goes with it: it is not the service that is asked."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desktop_app import __version__
from desktop_app.core.errors import NotFound, RequestTooLarge, ServerFailed, ServerUnreachable
from desktop_app.service.errors import CallFacts

if TYPE_CHECKING:
    import httpx2

LARGEST_FILE = 100_000_000  # bytes
PATIENCE = 60.0  # seconds for all of it
_CONNECT_LIMIT = 5.0  # seconds


async def download(url: str, *, limit: int = LARGEST_FILE, patience: float = PATIENCE) -> bytes:
    """The content at an http(s) `url`, at most `limit` bytes within `patience` seconds.

    Raises:
        ServiceError: it cannot be had; `NotFound` when nothing is there.
    """
    host = urlsplit(url).netloc.rpartition("@")[2]
    client = await asyncio.to_thread(_client)  # loads the certificates of the system
    try:
        async with asyncio.timeout(patience):
            return await _content(client, url, host, limit)
    except TimeoutError as error:
        raise ServerUnreachable(host=host) from error
    finally:
        await client.aclose()


async def _content(client: httpx2.AsyncClient, url: str, host: str, limit: int) -> bytes:
    import httpx2

    from desktop_app.service.connection_errors import error_of_connection

    answering = False
    try:
        async with client.stream("GET", url) as response:
            answering = True
            if response.status_code in {404, 410}:
                raise NotFound(host=host, status=response.status_code)
            if not response.is_success:
                raise ServerFailed(host=host, status=response.status_code)
            content = bytearray()
            async for data in response.aiter_bytes():
                content += data
                if len(content) > limit:
                    raise RequestTooLarge(host=host)
            return bytes(content)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        facts = CallFacts(host=host, keys=(), model="", parameters=frozenset())
        raise error_of_connection(facts, error, answering=answering) from error


def _client() -> httpx2.AsyncClient:
    import httpx2

    return httpx2.AsyncClient(
        timeout=httpx2.Timeout(None, connect=_CONNECT_LIMIT),
        follow_redirects=True,
        headers={"User-Agent": f"llmhub-desktop/{__version__}"},
    )
