"""A picture from the web is fetched whole, without the key, and with a typed error when not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.core.calls import CallKind
from desktop_app.core.credentials import Credentials
from desktop_app.core.errors import (
    CertificateRejected,
    NotFound,
    ProxyFailed,
    RequestTooLarge,
    ServerFailed,
    ServerUnreachable,
    ServiceError,
    StreamBroken,
)
from desktop_app.core.profiles import LOCAL, Profile
from desktop_app.service.download import Downloader
from tests.servers import HUB_KEY, Reply, ScriptedServer
from tests.servers.authority import Authority
from tests.servers.messages import NEVER, Cut
from tests.servers.proxies import tinyproxy
from tests.service.recorded import Book

KEY = Credentials(HUB_KEY)


async def fetch(
    url: str, profile: Profile = LOCAL, credentials: Credentials = KEY, **limits: Any
) -> bytes:
    return await Downloader(profile, credentials).fetch(url, **limits)


@pytest.fixture
def web() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


async def test_the_content_arrives_as_it_is_and_no_key_leaves(web: ScriptedServer) -> None:
    content = bytes(range(256)) * 4000
    web.on("GET", "/cat.png", Reply(200, {"content-type": "image/png"}, [content]))
    assert await fetch(f"{web.url}/cat.png") == content
    assert HUB_KEY not in str(web.last("/cat.png").headers)
    assert web.last("/cat.png").headers["user-agent"].startswith("llmhub-desktop/")


async def test_a_redirection_is_followed(web: ScriptedServer) -> None:
    web.on("GET", "/old.png", Reply(302, {"location": f"{web.url}/new.png"}, [b""]))
    web.on("GET", "/new.png", Reply(200, {}, [b"picture"]))
    assert await fetch(f"{web.url}/old.png") == b"picture"


async def test_more_than_the_limit_is_not_read(web: ScriptedServer) -> None:
    web.on("GET", "/cat.png", Reply(200, {}, [b"x" * 70_000] * 3))
    with pytest.raises(RequestTooLarge):
        await fetch(f"{web.url}/cat.png", limit=100_000)


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
        await fetch(f"{web.url}/cat.png")
    assert raised.type is error


async def test_nobody_there_and_nobody_answering_are_errors_too(web: ScriptedServer) -> None:
    with pytest.raises(ServerUnreachable):
        await fetch("http://127.0.0.1:1/cat.png")
    web.on("GET", "/cat.png", NEVER)
    with pytest.raises(ServerUnreachable):
        await fetch(f"{web.url}/cat.png", patience=0.2)


async def test_it_goes_through_the_proxy_of_the_profile(
    web: ScriptedServer, tmp_path: Path
) -> None:
    web.on("GET", "/cat.png", Reply(200, {}, [b"picture"]))
    with tinyproxy(tmp_path / "proxy", user="me", password="word1") as proxy:
        profile = Profile("Mine", "https://hub.invalid", proxy=f"http://me@127.0.0.1:{proxy.port}")
        credentials = KEY._replace(proxy_password="word1")
        assert await fetch(f"{web.url}/cat.png", profile, credentials) == b"picture"
        assert web.wait_until(lambda: "/cat.png" in proxy.log)
    with pytest.raises(ProxyFailed):  # it has ended
        await fetch(f"{web.url}/cat.png", profile, credentials)
    assert len(web.requests) == 1


async def test_the_authority_of_the_profile_is_trusted_and_its_certificate_not_shown(
    tmp_path: Path,
) -> None:
    authority = Authority(tmp_path / "authority")
    mine = authority.issue("mine")
    profile = Profile(
        "Mine",
        "https://hub.invalid",
        ca_file=str(authority.ca_file),
        client_certificate=str(mine.certificate),
        client_key=str(mine.key),
    )
    with ScriptedServer(tls=authority.server_context()) as web:
        web.on("GET", "/cat.png", Reply(200, {}, [b"picture"]))
        with pytest.raises(CertificateRejected):
            await fetch(f"{web.url}/cat.png")
        assert await fetch(f"{web.url}/cat.png", profile) == b"picture"
    with ScriptedServer(tls=authority.server_context(asks_clients=True)) as web:
        web.on("GET", "/cat.png", Reply(200, {}, [b"picture"]))
        with pytest.raises(ServiceError):
            await fetch(f"{web.url}/cat.png", profile)
        assert not web.requests


async def test_it_is_recorded_as_type_and_size(web: ScriptedServer) -> None:
    web.on("GET", "/cat.png", Reply(200, {"content-type": "image/png"}, [b"picture"]))
    book = Book()
    await Downloader(LOCAL, KEY, book.log).fetch(f"{web.url}/cat.png")
    call, content = book.last.summary, book.last.response
    assert (call.kind, call.url, call.status) == (CallKind.OTHER, f"{web.url}/cat.png", 200)
    assert (content.media_type, content.size, content.text) == ("image/png", 7, "")
