"""A picture from the web is fetched whole, without the key, and with a typed error when not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desktop_app.core.errors import (
    NotFound,
    RequestTooLarge,
    ServerFailed,
    ServerUnreachable,
    StreamBroken,
)
from desktop_app.service.download import download
from tests.servers import Reply, ScriptedServer
from tests.servers.messages import NEVER, Cut


@pytest.fixture
def web() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


async def test_the_content_arrives_as_it_is_and_no_key_leaves(web: ScriptedServer) -> None:
    content = bytes(range(256)) * 4000
    web.on("GET", "/cat.png", Reply(200, {"content-type": "image/png"}, [content]))
    assert await download(f"{web.url}/cat.png") == content
    assert "authorization" not in web.last("/cat.png").headers


async def test_a_redirection_is_followed(web: ScriptedServer) -> None:
    web.on("GET", "/old.png", Reply(302, {"location": f"{web.url}/new.png"}, [b""]))
    web.on("GET", "/new.png", Reply(200, {}, [b"picture"]))
    assert await download(f"{web.url}/old.png") == b"picture"


async def test_more_than_the_limit_is_not_read(web: ScriptedServer) -> None:
    web.on("GET", "/cat.png", Reply(200, {}, [b"x" * 70_000] * 3))
    with pytest.raises(RequestTooLarge):
        await download(f"{web.url}/cat.png", limit=100_000)


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (Reply(404, {}, [b""]), NotFound),
        (Reply(403, {}, [b""]), ServerFailed),
        (Reply(200, {}, [b"beginning", Cut()]), StreamBroken),
    ],
    ids=["not there", "forbidden", "cut off"],
)
async def test_what_cannot_be_had_is_a_typed_error(
    web: ScriptedServer, reply: Reply, error: type[Exception]
) -> None:
    web.on("GET", "/cat.png", reply)
    with pytest.raises(error) as raised:
        await download(f"{web.url}/cat.png")
    assert raised.type is error


async def test_nobody_there_and_nobody_answering_are_errors_too(web: ScriptedServer) -> None:
    with pytest.raises(ServerUnreachable):
        await download("http://127.0.0.1:1/cat.png")
    web.on("GET", "/cat.png", NEVER)
    with pytest.raises(ServerUnreachable):
        await download(f"{web.url}/cat.png", patience=0.2)
