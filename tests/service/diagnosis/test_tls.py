"""A person learns why a certificate is not trusted, and who signed it."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from desktop_app.core.diagnosis import Fact, Stage
from desktop_app.core.findings import Finding
from tests.servers import ScriptedServer, play_hub
from tests.servers.authority import Authority, self_signed
from tests.servers.replies import html_reply
from tests.service.diagnosis.testing import diagnosed, ends_at, saying


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@contextmanager
def playing(context: ssl.SSLContext) -> Iterator[ScriptedServer]:
    with ScriptedServer(tls=context) as server:
        play_hub(server)
        yield server


async def test_an_authority_of_the_company_is_missed_and_named(authority: Authority) -> None:
    with playing(authority.server_context(days=(-1, 90))) as server:
        results = await diagnosed(server.base_url)

    assert ends_at(results, Stage.TLS) is Finding.ISSUER_UNKNOWN
    facts = results[Stage.TLS].facts
    assert facts[Fact.ISSUER] == "Authority of the test"
    assert facts[Fact.SUBJECT] == "server"
    assert facts[Fact.NAMES] == ("localhost", "127.0.0.1")
    assert not server.requests


async def test_with_its_file_the_authority_is_trusted(authority: Authority) -> None:
    with playing(authority.server_context(days=(-1, 90))) as server:
        results = await diagnosed(server.base_url, ca_file=str(authority.ca_file))

    result = results[Stage.TLS]
    assert result.finding is Finding.FINE
    assert result.facts[Fact.TLS_VERSION] == "TLSv1.3"
    assert result.facts[Fact.DAYS_LEFT] == 89
    assert results[Stage.CHAT].finding is Finding.FINE
    assert all(request.key is None for request in server.requests[:1])


async def test_a_certificate_that_expires_soon_is_warned_about(authority: Authority) -> None:
    with playing(authority.server_context(days=(-80, 5))) as server:
        results = await diagnosed(server.base_url, ca_file=str(authority.ca_file))

    assert results[Stage.TLS].finding is Finding.EXPIRES_SOON
    assert results[Stage.CHAT].finding is Finding.FINE


@pytest.mark.parametrize(
    ("hosts", "days", "finding"),
    [
        (("127.0.0.1",), (-30, -2), Finding.EXPIRED),
        (("127.0.0.1",), (2, 30), Finding.NOT_YET_VALID),
        (("other.example",), (-1, 30), Finding.WRONG_NAME),
    ],
)
async def test_what_is_wrong_with_a_certificate_is_named(
    authority: Authority, hosts: tuple[str, ...], days: tuple[float, float], finding: Finding
) -> None:
    with playing(authority.server_context(hosts=hosts, days=days)) as server:
        results = await diagnosed(server.base_url, ca_file=str(authority.ca_file))

    assert ends_at(results, Stage.TLS) is finding
    assert results[Stage.TLS].facts[Fact.NAMES] == hosts
    assert Fact.VALID_UNTIL in results[Stage.TLS].facts


async def test_a_certificate_that_vouches_for_itself_is_named_so(tmp_path: Path) -> None:
    with playing(self_signed(tmp_path)) as server:
        results = await diagnosed(server.base_url)

    assert ends_at(results, Stage.TLS) is Finding.SELF_SIGNED


async def test_a_server_wants_a_certificate_of_ours(authority: Authority) -> None:
    with _judging(authority.server_context(asks_clients=True)) as port:
        results = await diagnosed(f"https://127.0.0.1:{port}/v1", ca_file=str(authority.ca_file))

    assert ends_at(results, Stage.TLS) is Finding.CLIENT_CERTIFICATE_WANTED


async def test_a_server_hangs_up_on_those_who_show_no_certificate(authority: Authority) -> None:
    with playing(authority.server_context(asks_clients=True)) as server:
        results = await diagnosed(server.base_url, ca_file=str(authority.ca_file))

        assert ends_at(results, Stage.TLS) is Finding.HUNG_UP

        ours = authority.issue("person")
        results = await diagnosed(
            server.base_url,
            ca_file=str(authority.ca_file),
            client_certificate=str(ours.certificate),
            client_key=str(ours.key),
        )

    assert results[Stage.CHAT].finding is Finding.FINE


async def test_a_server_says_in_http_that_it_wants_a_certificate(authority: Authority) -> None:
    page = html_reply("400 No required SSL certificate was sent", 400)
    with playing(authority.server_context()) as server:
        server.on("GET", "/v2/models", page)
        results = await diagnosed(server.base_url, ca_file=str(authority.ca_file))

    assert ends_at(results, Stage.TLS) is Finding.CLIENT_CERTIFICATE_WANTED


async def test_a_server_does_not_take_the_certificate_of_ours(
    authority: Authority, tmp_path: Path
) -> None:
    ours = Authority(tmp_path / "other", "Somebody else").issue("person")
    with _judging(authority.server_context(asks_clients=True)) as port:
        results = await diagnosed(
            f"https://127.0.0.1:{port}/v1",
            ca_file=str(authority.ca_file),
            client_certificate=str(ours.certificate),
            client_key=str(ours.key),
        )

    assert ends_at(results, Stage.TLS) is Finding.CLIENT_CERTIFICATE_REFUSED


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_files_that_cannot_be_used_are_named(
    hub: ScriptedServer, tmp_path: Path, scheme: str
) -> None:
    broken = tmp_path / "broken.pem"
    broken.write_text("no certificate", encoding="utf-8")
    url = hub.base_url.replace("http", scheme)

    results = await diagnosed(url, ca_file=str(broken))

    assert ends_at(results, Stage.TLS) is Finding.CERTIFICATE_FILE_UNUSABLE
    assert results[Stage.TLS].facts[Fact.FILE] == str(broken)

    ours = Authority(tmp_path).issue("person", password="secret")
    results = await diagnosed(
        url, client_certificate=str(ours.certificate), client_key=str(ours.key)
    )

    assert ends_at(results, Stage.TLS) is Finding.CERTIFICATE_PASSWORD_WRONG


async def test_a_server_that_speaks_http_at_the_port_for_https_is_named_so() -> None:
    async with saying(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        results = await diagnosed(f"https://127.0.0.1:{port}/v1")

    assert ends_at(results, Stage.TLS) is Finding.NOT_TLS


async def test_a_server_that_hangs_up_in_the_handshake_is_told() -> None:
    async with saying(b"") as port:
        results = await diagnosed(f"https://127.0.0.1:{port}/v1")

    assert ends_at(results, Stage.TLS) in {Finding.CONNECTION_LOST, Finding.HANDSHAKE_FAILED}


async def test_a_server_that_speaks_no_tls_of_today_is_told(authority: Authority) -> None:
    context = authority.server_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers("ECDHE-RSA-AES128-GCM-SHA256")  # its key is none of RSA
    with playing(context) as server:
        results = await diagnosed(server.base_url, ca_file=str(authority.ca_file))

    found = ends_at(results, Stage.TLS)
    assert found in {Finding.PROTOCOL_UNKNOWN, Finding.HANDSHAKE_FAILED}


@contextmanager
def _judging(context: ssl.SSLContext) -> Iterator[int]:
    """A server that tells in terms of TLS what it has against a client's certificate."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with suppress(OSError):
                connection, _ = listening.accept()  # the stage of TCP
                connection.close()
                connection, _ = listening.accept()
                with connection, suppress(ssl.SSLError):
                    context.wrap_socket(connection, server_side=True).close()

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1]
        thread.join()
