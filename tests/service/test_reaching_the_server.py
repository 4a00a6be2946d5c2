"""Why no connection comes about is told apart: name, port, TLS, proxy, something else there."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.errors import (
    CertificateRejected,
    KeyUnusable,
    NotAnApi,
    ProxyFailed,
    ServerUnreachable,
    ServiceError,
)
from tests.servers import HUB_KEY, ScriptedServer, play_hub

if TYPE_CHECKING:
    from tests.service.conftest import OpenApi


async def test_nobody_listens(open_api: OpenApi) -> None:
    api = await open_api(base_url="http://127.0.0.1:9/v1")

    with pytest.raises(ServerUnreachable) as caught:
        await api.list_models()

    assert caught.value.host == "127.0.0.1:9"


@pytest.mark.parametrize("url", ["http://no-such-host.invalid/v1", "http://a..b/v1"])
async def test_the_name_of_the_host_is_wrong(open_api: OpenApi, url: str) -> None:
    with pytest.raises(ServerUnreachable):
        await (await open_api(base_url=url)).list_models()


@pytest.mark.parametrize(
    "url", ["http://[broken/v1", "ftp://example.org/v1", "http://x:port/v1", ""]
)
async def test_a_url_that_is_none_is_an_error_of_its_kind(open_api: OpenApi, url: str) -> None:
    with pytest.raises(ServiceError):
        await (await open_api(base_url=url or " ")).list_models()


async def test_a_key_that_no_header_can_carry_is_refused_before_it_is_sent(
    open_api: OpenApi,
) -> None:
    with pytest.raises(KeyUnusable):
        await open_api(key="schlüssel")


async def test_the_server_hangs_up_without_a_word(open_api: OpenApi) -> None:
    async with _listening(b"") as port:
        with pytest.raises(ServerUnreachable):
            await (await open_api(base_url=f"http://127.0.0.1:{port}/v1")).list_models()


async def test_something_listens_that_speaks_no_http(open_api: OpenApi) -> None:
    async with _listening(b"220 mail.example.org ESMTP\r\n\r\n") as port:
        with pytest.raises(NotAnApi):
            await (await open_api(base_url=f"http://127.0.0.1:{port}/v1")).list_models()


async def test_a_certificate_that_nobody_vouches_for_is_named_as_the_reason(
    open_api: OpenApi, tmp_path: Path
) -> None:
    with ScriptedServer(tls=_self_signed(tmp_path)) as server:
        play_hub(server)
        with pytest.raises(CertificateRejected) as caught:
            await (await open_api(base_url=server.base_url)).list_models()

    assert "certificate" in caught.value.detail
    assert not server.requests


async def test_a_certificate_that_the_environment_names_is_trusted(
    open_api: OpenApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ScriptedServer(tls=_self_signed(tmp_path)) as server:
        play_hub(server)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))

        assert await (await open_api(base_url=server.base_url)).list_models()


@pytest.fixture
def by_proxy(monkeypatch: pytest.MonkeyPatch, server: ScriptedServer) -> ScriptedServer:
    """The scripted server is the proxy of the environment."""
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, server.url)
    return server


async def test_a_proxy_that_refuses_is_named_as_the_reason(
    open_api: OpenApi, by_proxy: ScriptedServer
) -> None:
    with pytest.raises(ProxyFailed):
        await (await open_api(base_url="https://hub.invalid/v2")).list_models()

    assert all(request.key is None for request in by_proxy.requests)


async def test_this_computer_is_never_asked_through_a_proxy(
    open_api: OpenApi, by_proxy: ScriptedServer
) -> None:
    with ScriptedServer() as local:
        play_hub(local)

        assert await (await open_api(base_url=local.base_url)).list_models()

    assert not by_proxy.requests


async def test_a_proxy_of_a_kind_that_cannot_be_used_is_named_as_the_reason(
    open_api: OpenApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks4://127.0.0.1:1")

    with pytest.raises(ProxyFailed):
        await open_api(base_url="https://hub.invalid/v2")


async def test_nothing_of_the_environment_is_sent(
    open_api: OpenApi, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-leak")
    monkeypatch.setenv("OPENAI_ADMIN_KEY", "sk-leak")
    monkeypatch.setenv("OPENAI_ORG_ID", "org-leak")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "project-leak")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/leak")
    monkeypatch.setenv("OPENAI_CUSTOM_HEADERS", "X-Leak: leak\nAuthorization: Bearer leak")
    play_hub(server)

    await (await open_api()).list_models()
    with pytest.raises(ServiceError):
        await (await open_api(key="")).list_models()

    assert [request.key for request in server.requests] == [HUB_KEY, None]
    for request in server.requests:
        assert "leak" not in str(request.headers)
        assert not any(name.startswith("x-stainless") for name in request.headers)


async def test_a_redirect_takes_neither_key_nor_question_elsewhere(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    from tests.servers import Reply

    with ScriptedServer() as elsewhere:
        server.on("GET", "/v2/models", Reply(307, {"location": f"{elsewhere.url}/v2/models"}))
        with pytest.raises(NotAnApi):
            await (await open_api()).list_models()

        assert not elsewhere.requests


@asynccontextmanager
async def _listening(words: bytes) -> AsyncIterator[int]:
    """A server that says something of its own and hangs up."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(words)
        await writer.drain()
        writer.close()
        await writer.wait_closed()

    handler: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]] = answer
    async with await asyncio.start_server(handler, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


def _self_signed(folder: Path) -> ssl.SSLContext:
    """A certificate for 127.0.0.1 in cert.pem and its key."""
    import ipaddress

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context
