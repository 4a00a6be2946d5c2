"""What a profile says is what goes over the wire: headers, proxy, certificates, times."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.core.credentials import Credentials
from desktop_app.core.errors import (
    CertificateFileUnusable,
    CertificatePasswordWrong,
    CertificateRejected,
    KeyRejected,
    KeyUnusable,
    ProxyFailed,
    ServerUnreachable,
    ServiceError,
    StreamStalled,
)
from desktop_app.core.profiles import NO_PROXY, Profile
from desktop_app.core.requests import SpeechRequest
from desktop_app.service.client import ApiClient
from desktop_app.service.connect import check_certificates, open_client
from desktop_app.service.connection import Connection
from desktop_app.service.local_engine import LocalEngine
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.servers.authority import Authority
from tests.servers.messages import NEVER, Pause
from tests.servers.proxies import SocksProxy, tinyproxy
from tests.servers.replies import detail, embeddings, models_list

KEY = Credentials(HUB_KEY)
WORD = "pass/wörd+1"
Opener = Callable[..., Awaitable[ApiClient]]


@pytest.fixture
async def open_profile() -> AsyncIterator[Opener]:
    """Opens clients that are closed at the end."""
    opened: list[ApiClient] = []

    async def open_one(url: str, credentials: Credentials = KEY, **fields: object) -> ApiClient:
        profile = Profile("Mine", url)._replace(**fields)  # type: ignore[arg-type]  # a test's own
        opened.append(await open_client(profile, credentials))
        return opened[-1]

    yield open_one
    for client in opened:
        await client.close()


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "authority")


async def test_organisation_and_headers_go_with_each_call(
    open_profile: Opener, hub: ScriptedServer
) -> None:
    credentials = Credentials(HUB_KEY, (("X-Team", "team value"), ("X-Left", "unnamed")))
    api = await open_profile(
        hub.base_url, credentials, organisation="org-1", header_names=("X-Team", "X-Unknown")
    )

    await api.list_models()
    await api.embed("jina-embeddings-v2-base-de", ["a"])

    for request in hub.requests:
        assert request.key == HUB_KEY
        assert request.headers["openai-organization"] == "org-1"
        assert request.headers["x-team"] == "team value"
        assert not {"x-left", "x-unknown"} & request.headers.keys()


async def test_azure_gets_the_key_in_a_header_of_its_own(
    open_profile: Opener, server: ScriptedServer
) -> None:
    server.on("GET", "/openai/v1/models", models_list({"gpt-5": {}}))
    api = await open_profile(f"{server.url}/openai/v1", key_header="api-key")

    await api.list_models()

    (request,) = server.requests
    assert request.headers["api-key"] == HUB_KEY
    assert "authorization" not in request.headers


async def test_neither_key_nor_recording_goes_to_an_audio_base_elsewhere(
    open_profile: Opener, hub: ScriptedServer
) -> None:
    with ScriptedServer() as other:
        api = await open_profile(hub.base_url, audio_base=f"{other.url}/v2/audio")
        await api.list_audio_models()
        await api.transcribe(
            SpeechRequest(
                model="whisper-1", file_name="a.wav", content=b"RIFF", media_type="audio/wav"
            )
        )
    assert not other.requests
    assert hub.requests


async def test_a_header_may_take_the_place_of_the_key_and_none_that_frames_the_call(
    open_profile: Opener, server: ScriptedServer
) -> None:
    server.on("GET", "/v2/models", models_list({"a": {}}))
    headers = (("Authorization", "Basic bWU6d29yZA=="), ("Host", "elsewhere.example"))
    api = await open_profile(
        server.base_url, Credentials("", headers), header_names=("Authorization", "Host")
    )

    await api.list_models()

    (request,) = server.requests
    assert request.headers["authorization"] == "Basic bWU6d29yZA=="
    assert request.headers["host"] == f"127.0.0.1:{server.port}"


async def test_a_header_that_would_become_two_is_refused(open_profile: Opener) -> None:
    with pytest.raises(KeyUnusable):
        await open_profile(
            "http://127.0.0.1:9/v1",
            Credentials("", (("X-Team", "a\r\nHost: b"),)),
            header_names=("X-Team",),
        )


async def test_what_a_header_held_is_not_repeated_in_an_error(
    open_profile: Opener, server: ScriptedServer
) -> None:
    server.on("GET", "/v2/models", detail("no team 'team-secret' with key sk-x", 401))
    api = await open_profile(
        server.base_url, Credentials("", (("X-Team", "team-secret"),)), header_names=("X-Team",)
    )

    with pytest.raises(KeyRejected) as caught:
        await api.list_models()

    assert "team-secret" not in caught.value.detail


async def test_another_profile_gets_nothing_of_the_former(
    server: ScriptedServer, tmp_path: Path
) -> None:
    authority = Authority(tmp_path)
    mine = authority.issue("mine")
    play_hub(server)
    first = Profile(
        "First",
        server.base_url,
        organisation="org-1",
        header_names=("X-Team",),
        client_certificate=str(mine.certificate),
        client_key=str(mine.key),
    )
    secrets = Credentials(HUB_KEY, (("X-Team", "team-secret"),))
    with ScriptedServer(tls=authority.server_context(asks_clients=True)) as other:
        play_hub(other, key="sk-other")
        connection = Connection(first, secrets, engine=LocalEngine())
        await (await connection.client()).list_models()
        second = Profile("Second", other.base_url, ca_file=str(authority.ca_file))
        await connection.use(second, Credentials("sk-other"))

        with pytest.raises(ServiceError):  # it shows no certificate
            await (await connection.client()).list_models()
        assert not other.requests

        await connection.use(
            second._replace(
                client_certificate=first.client_certificate, client_key=first.client_key
            ),
            Credentials("sk-other"),
        )
        await (await connection.client()).list_models()
        (request,) = other.requests
        assert request.key == "sk-other"
        assert not {"x-team", "openai-organization"} & request.headers.keys()
        await connection.close()
    assert server.requests[0].headers["x-team"] == "team-secret"


async def test_an_own_authority_is_trusted_beside_those_of_the_system(
    open_profile: Opener, authority: Authority
) -> None:
    with ScriptedServer(tls=authority.server_context()) as server:
        play_hub(server)
        with pytest.raises(CertificateRejected):
            await (await open_profile(server.base_url)).list_models()
        api = await open_profile(server.base_url, ca_file=str(authority.ca_file))
        assert await api.list_models()


async def test_an_own_authority_does_not_replace_the_systems(
    open_profile: Opener, authority: Authority, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = Authority(tmp_path / "system")
    monkeypatch.setenv("SSL_CERT_FILE", str(system.ca_file))
    with ScriptedServer(tls=system.server_context()) as server:
        play_hub(server)
        api = await open_profile(server.base_url, ca_file=str(authority.ca_file), proxy=NO_PROXY)
        assert await api.list_models()


@pytest.mark.parametrize("password", ["", WORD])
async def test_a_client_says_who_it_is_by_its_certificate(
    open_profile: Opener, authority: Authority, password: str
) -> None:
    mine = authority.issue("mine", password=password)
    files = {
        "ca_file": str(authority.ca_file),
        "client_certificate": str(mine.certificate),
        "client_key": str(mine.key),
    }
    with ScriptedServer(tls=authority.server_context(asks_clients=True)) as server:
        play_hub(server)
        credentials = KEY._replace(certificate_password=password)
        assert await (await open_profile(server.base_url, credentials, **files)).list_models()
        nameless = await open_profile(server.base_url, credentials, ca_file=files["ca_file"])
        with pytest.raises(ServiceError):
            await nameless.list_models()


@pytest.mark.parametrize("password", ["", "wrong"])
async def test_a_key_that_the_password_does_not_open_is_said_so(
    authority: Authority, password: str
) -> None:
    mine = authority.issue("mine", password=WORD)
    profile = Profile(
        "Mine",
        "https://hub.invalid",
        client_certificate=str(mine.certificate),
        client_key=str(mine.key),
    )
    with pytest.raises(CertificatePasswordWrong) as caught:
        await check_certificates(profile, Credentials(certificate_password=password))
    assert caught.value.path == str(mine.key)


async def test_a_file_that_is_no_certificate_is_named(tmp_path: Path) -> None:
    profile = Profile("Mine", "https://hub.invalid")
    notes = tmp_path / "notes.pem"
    notes.write_text("no certificate")
    paths = (str(notes), str(tmp_path / "missing.pem"), str(tmp_path))
    for path in paths:
        for changed in (profile._replace(ca_file=path), profile._replace(client_certificate=path)):
            with pytest.raises(CertificateFileUnusable) as caught:
                await check_certificates(changed, KEY)
            assert caught.value.path == path


async def test_a_server_is_reached_through_a_real_proxy(
    open_profile: Opener, hub: ScriptedServer, tmp_path: Path
) -> None:
    with tinyproxy(tmp_path / "proxy") as proxy:
        api = await open_profile(hub.base_url, proxy=f"http://127.0.0.1:{proxy.port}")
        assert await api.list_models()
        assert hub.wait_until(lambda: str(hub.port) in proxy.log)
    assert HUB_KEY not in proxy.log


async def test_tls_goes_through_the_proxy_unread(
    open_profile: Opener, authority: Authority, tmp_path: Path
) -> None:
    with (
        tinyproxy(tmp_path / "proxy", user="me", password="word1") as proxy,
        ScriptedServer(tls=authority.server_context()) as server,
    ):
        play_hub(server)
        url = f"http://me@127.0.0.1:{proxy.port}"
        api = await open_profile(
            server.base_url,
            KEY._replace(proxy_password="word1"),
            proxy=url,
            ca_file=str(authority.ca_file),
        )
        assert await api.list_models()
        assert "proxy-authorization" not in server.requests[0].headers
        wrong = await open_profile(
            server.base_url,
            KEY._replace(proxy_password="other"),
            proxy=url,
            ca_file=str(authority.ca_file),
        )
        with pytest.raises(ProxyFailed):
            await wrong.list_models()


@pytest.mark.parametrize("password", ["", WORD])
async def test_a_server_is_reached_through_socks(
    open_profile: Opener, hub: ScriptedServer, password: str
) -> None:
    user = "me" if password else ""
    with SocksProxy(user, password) as proxy:
        url = (
            f"socks5://{user}@127.0.0.1:{proxy.port}"
            if user
            else f"socks5://127.0.0.1:{proxy.port}"
        )
        api = await open_profile(hub.base_url, KEY._replace(proxy_password=password), proxy=url)
        assert await api.list_models()
        assert proxy.destinations == ["127.0.0.1"]


async def test_a_socks_proxy_that_refuses_is_named_as_the_reason(
    open_profile: Opener, hub: ScriptedServer
) -> None:
    with SocksProxy("me", "word") as proxy:
        api = await open_profile(
            hub.base_url,
            KEY._replace(proxy_password="other"),
            proxy=f"socks5://me@127.0.0.1:{proxy.port}",
        )
        with pytest.raises(ProxyFailed):
            await api.list_models()


@pytest.mark.parametrize("proxy", ["ftp://proxy", "proxy:3128", "http://", "http://[oops"])
async def test_a_proxy_that_is_none_is_named_as_the_reason(
    open_profile: Opener, proxy: str
) -> None:
    with pytest.raises(ProxyFailed):
        await open_profile("https://hub.invalid/v1", proxy=proxy)


async def test_no_proxy_means_none_of_the_environment_either(
    open_profile: Opener, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", server.url)
    with pytest.raises(ServerUnreachable):
        await (await open_profile("https://hub.invalid/v1", proxy=NO_PROXY)).list_models()
    assert not server.requests


async def test_the_profile_says_how_long_silence_may_last(
    open_profile: Opener, server: ScriptedServer
) -> None:
    server.on("GET", "/v2/models", NEVER)
    api = await open_profile(server.base_url, inactivity_timeout=0.1)
    with pytest.raises(StreamStalled):
        await api.list_models()


async def test_who_has_more_patience_than_is_usual_waits_for_a_whole_reply_too(
    open_profile: Opener, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.service.embeddings.WHOLE_REPLY_LIMIT", 0.05)
    reply = embeddings([[1.0]])
    server.on("POST", "/v2/embeddings", replace(reply, parts=(Pause(0.3), *reply.parts)))
    patient = await open_profile(server.base_url, inactivity_timeout=60.0)
    assert (await patient.embed("jina", ["a"])).vectors
    hasty = await open_profile(server.base_url, inactivity_timeout=0.02)
    with pytest.raises(StreamStalled):
        await hasty.embed("jina", ["a"])


async def test_the_profile_says_how_long_a_connection_may_take(open_profile: Opener) -> None:
    with _deaf() as port:
        url = f"http://127.0.0.1:{port}/v1"
        short = await open_profile(url, connect_timeout=0.5)
        long = await open_profile(url, connect_timeout=60.0)
        waiting = [asyncio.create_task(client.list_models()) for client in (short, long)]
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        assert done == {waiting[0]}
        with pytest.raises(ServerUnreachable):
            await waiting[0]
        waiting[1].cancel()
        await asyncio.wait(waiting)


@contextmanager
def _deaf() -> Iterator[int]:
    """A port on which no connection comes about: its queue is full."""
    with socket.socket() as listener, ExitStack() as others:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(3):
            other = others.enter_context(socket.socket())
            other.setblocking(False)
            with suppress(BlockingIOError):
                other.connect(listener.getsockname())
        yield listener.getsockname()[1]
