"""A scripted server, and clients of it that are closed at the end."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

import pytest

from desktop_app.core.profiles import Profile
from desktop_app.service.client import ApiClient
from desktop_app.service.connect import open_client
from tests.servers import HUB_KEY, ScriptedServer

OpenApi = Callable[..., Awaitable[ApiClient]]


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture
async def open_api(server: ScriptedServer) -> AsyncIterator[OpenApi]:
    """Opener of clients of the scripted server, with a key, a base or options of their own."""
    opened: list[ApiClient] = []

    async def open_one(
        *, key: str = HUB_KEY, base_url: str = "", audio_base: str = "", **options: object
    ) -> ApiClient:
        profile = Profile("Scripted", base_url or server.base_url, audio_base=audio_base)
        opened.append(await open_client(profile, key, **options))  # type: ignore[arg-type]  # a test's own options
        return opened[-1]

    yield open_one
    for client in opened:
        await client.close()


@pytest.fixture
async def api(open_api: OpenApi) -> ApiClient:
    return await open_api()
