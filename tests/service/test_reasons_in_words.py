"""Why a server cannot be reached is said in a sentence of its own: certificate, proxy, nobody."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from desktop_app.core.credentials import Credentials
from desktop_app.core.errors import (
    CertificateRejected,
    ProxyFailed,
    ServerUnreachable,
    ServiceError,
)
from desktop_app.core.findings import Finding
from desktop_app.core.profiles import Profile
from desktop_app.service.client import ApiClient
from desktop_app.service.connect import open_client
from desktop_app.ui.errors import ErrorText
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.servers.authority import Authority
from tests.servers.proxies import SocksProxy, tinyproxy

pytestmark = pytest.mark.usefixtures("qapp")
Opener = Callable[..., Awaitable[ApiClient]]


@pytest.fixture
async def open_profile() -> AsyncIterator[Opener]:
    """Opens clients that are closed at the end."""
    opened: list[ApiClient] = []

    async def open_one(url: str, proxy_password: str = "", **fields: object) -> ApiClient:
        profile = Profile("Mine", url)._replace(**fields)  # type: ignore[arg-type]  # a test's own
        credentials = Credentials(HUB_KEY, proxy_password=proxy_password)
        opened.append(await open_client(profile, credentials))
        return opened[-1]

    yield open_one
    for client in opened:
        await client.close()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "authority")


async def failure_of(api: ApiClient, kind: type[ServiceError]) -> tuple[ServiceError, str]:
    """The error of the list of models, and what a person reads of it."""
    with pytest.raises(kind) as caught:
        await api.list_models()
    return caught.value, ErrorText().sentence(caught.value)


@pytest.mark.parametrize(
    ("days", "hosts", "finding", "words"),
    [
        ((-3, -2), ("127.0.0.1",), Finding.EXPIRED, "has expired"),
        ((2, 3), ("127.0.0.1",), Finding.NOT_YET_VALID, "not valid yet"),
        ((-1, 1), ("other.example",), Finding.WRONG_NAME, "for another name"),
    ],
    ids=["expired", "not yet valid", "wrong name"],
)
async def test_what_is_wrong_with_a_certificate_is_named(
    open_profile: Opener,
    authority: Authority,
    days: tuple[float, float],
    hosts: tuple[str, ...],
    finding: Finding,
    words: str,
) -> None:
    with ScriptedServer(tls=authority.server_context(days=days, hosts=hosts)) as server:
        play_hub(server)
        api = await open_profile(server.base_url, ca_file=str(authority.ca_file))

        error, sentence = await failure_of(api, CertificateRejected)

        assert not server.requests
    assert error.finding is finding
    assert words in sentence
    assert error.host in sentence


async def test_an_authority_that_nobody_knows_is_to_be_named_in_the_profile(
    open_profile: Opener, authority: Authority
) -> None:
    with ScriptedServer(tls=authority.server_context()) as server:
        play_hub(server)
        _, sentence = await failure_of(await open_profile(server.base_url), CertificateRejected)
        assert "name its certificate authority in the profile" in sentence

        api = await open_profile(server.base_url, ca_file=str(authority.ca_file))
        assert await api.list_models()


# Of a wrong password tinyproxy says 401: without encryption that could be the server's as well.
@pytest.mark.parametrize(("user", "encrypted"), [("", False), ("", True), ("me", True)])
async def test_a_proxy_that_wants_a_login_says_so(
    open_profile: Opener,
    hub: ScriptedServer,
    authority: Authority,
    tmp_path: Path,
    user: str,
    encrypted: bool,
) -> None:
    with (
        tinyproxy(tmp_path / "proxy", user="me", password="word1") as proxy,
        ScriptedServer(tls=authority.server_context()) as secure,
    ):
        url = f"http://{user}@127.0.0.1:{proxy.port}" if user else f"http://127.0.0.1:{proxy.port}"
        api = await open_profile(
            (secure if encrypted else hub).base_url, "wrong" if user else "", proxy=url
        )

        error, sentence = await failure_of(api, ProxyFailed)

        assert not hub.requests
    assert error.finding is Finding.PROXY_WANTS_LOGIN
    assert f"The proxy 127.0.0.1:{proxy.port} wants a user name" in sentence


async def test_a_proxy_where_nobody_listens_is_not_taken_for_the_server(
    open_profile: Opener, hub: ScriptedServer
) -> None:
    api = await open_profile(hub.base_url, proxy="http://127.0.0.1:9")

    error, sentence = await failure_of(api, ProxyFailed)

    assert error.finding is Finding.REFUSED
    assert "The proxy 127.0.0.1:9 cannot be reached" in sentence


async def test_a_proxy_whose_name_is_unknown_is_not_taken_for_the_server(
    open_profile: Opener, hub: ScriptedServer
) -> None:
    api = await open_profile(hub.base_url, proxy="http://proxy.invalid:3128")

    _, sentence = await failure_of(api, ProxyFailed)

    assert "The proxy proxy.invalid:3128 cannot be reached" in sentence


async def test_the_proxy_of_the_environment_is_named_too(
    open_profile: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    api = await open_profile("https://hub.invalid/v2")

    _, sentence = await failure_of(api, ProxyFailed)

    assert "The proxy 127.0.0.1:9 cannot be reached" in sentence


async def test_a_server_that_the_proxy_does_not_find_is_not_the_proxys_fault(
    open_profile: Opener, tmp_path: Path
) -> None:
    with tinyproxy(tmp_path / "proxy") as proxy:
        url = f"http://127.0.0.1:{proxy.port}"
        api = await open_profile(f"https://127.0.0.1:{_closed_port()}/v2", proxy=url)

        error, sentence = await failure_of(api, ProxyFailed)

    assert error.finding is Finding.PROXY_CANNOT_REACH
    assert f"The proxy 127.0.0.1:{proxy.port} cannot reach 127.0.0.1:" in sentence


async def test_a_proxy_that_lets_nothing_through_says_so(
    open_profile: Opener, server: ScriptedServer
) -> None:
    api = await open_profile("https://hub.invalid/v2", proxy=server.url)  # which answers 404

    error, sentence = await failure_of(api, ProxyFailed)

    assert error.finding is Finding.PROXY_REFUSES
    assert "does not let calls through to hub.invalid" in sentence


async def test_a_socks_proxy_that_wants_a_login_says_so(
    open_profile: Opener, hub: ScriptedServer
) -> None:
    with SocksProxy("me", "word") as proxy:
        url = f"socks5://me@127.0.0.1:{proxy.port}"
        error, sentence = await failure_of(
            await open_profile(hub.base_url, "other", proxy=url), ProxyFailed
        )

    assert error.finding is Finding.PROXY_WANTS_LOGIN
    assert f"The proxy 127.0.0.1:{proxy.port} wants a user name" in sentence


async def test_without_a_proxy_it_is_the_server_that_cannot_be_reached(
    open_profile: Opener,
) -> None:
    _, sentence = await failure_of(await open_profile("http://127.0.0.1:9/v1"), ServerUnreachable)

    assert sentence.startswith("127.0.0.1:9 cannot be reached.")


def _closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
