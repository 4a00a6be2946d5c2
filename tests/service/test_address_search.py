"""The base URL of a server is found by asking, and its key goes nowhere else meanwhile."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from pathlib import Path

import pytest

from desktop_app.core.credentials import Credentials
from desktop_app.core.errors import CertificateRejected, ServerUnreachable
from desktop_app.core.profiles import HUB_URL, Profile
from desktop_app.service import address_search
from desktop_app.service.address_search import Attempt, Finding, best_of, search_address
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.servers.authority import Authority
from tests.servers.messages import NEVER
from tests.servers.replies import detail, html_reply, models_list

MINE = Profile("Mine", "")
KEY = Credentials(HUB_KEY)


async def searched(typed: str, credentials: Credentials = KEY) -> dict[str, Finding]:
    """What became of each address."""
    async with aclosing(search_address(typed, MINE, credentials)) as attempts:
        return {attempt.url: attempt.finding async for attempt in attempts}


def found(attempts: dict[str, Finding]) -> str:
    """The address that is taken."""
    best = best_of(Attempt(url, finding) for url, finding in attempts.items())
    return best.url if best else ""


async def test_the_version_that_answers_is_found(hub: ScriptedServer) -> None:
    attempts = await searched(hub.url)
    assert found(attempts) == hub.base_url
    assert attempts == {
        f"{hub.url}/v1": Finding.NOTHING_THERE,
        f"{hub.url}/v2": Finding.ANSWERS,
    }
    assert {request.method for request in hub.requests} == {"GET"}


@pytest.mark.parametrize("typed", ["{host}/v2/", "{host}/v2/chat/completions", "{host}/v2/models"])
async def test_an_address_that_is_complete_is_asked_first(hub: ScriptedServer, typed: str) -> None:
    assert await searched(typed.format(host=f"127.0.0.1:{hub.port}")) == {
        hub.base_url: Finding.ANSWERS
    }


async def test_another_version_than_the_typed_one_is_found(hub: ScriptedServer) -> None:
    assert found(await searched(f"{hub.url}/v7")) == hub.base_url


async def test_a_server_that_does_not_take_the_key_is_found_too(hub: ScriptedServer) -> None:
    attempts = await searched(hub.url, Credentials("sk-wrong"))
    assert attempts[hub.base_url] is Finding.WANTS_KEY
    assert found(attempts) == hub.base_url


async def test_pages_and_failures_are_no_answers(server: ScriptedServer) -> None:
    server.on("GET", "/v1/models", html_reply())
    server.on("GET", "/v2/models", detail("oops", 500))
    server.on("GET", "/models", models_list({"a": {}}))
    attempts = await searched(server.url)
    assert attempts[f"{server.url}/v1"] is Finding.NOTHING_THERE
    assert found(attempts) == server.url


async def test_the_path_of_a_well_known_host_is_not_guessed() -> None:
    async with aclosing(search_address(HUB_URL.removesuffix("/v2"), MINE, KEY)) as attempts:
        assert await anext(attempts) == Attempt(HUB_URL, Finding.ASKING)


async def test_a_server_without_tls_is_found_but_gets_no_key_for_a_scheme_that_was_guessed(
    server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    play_hub(server)
    monkeypatch.setattr(address_search, "is_loopback", lambda _url: False)
    typed = f"127.0.0.1.nip.invalid:{server.port}"
    with pytest.raises(ServerUnreachable):
        await searched(typed)
    # The same, at an address that there is: normal_url would have given http to a loopback host.
    attempts = await searched(f"[::ffff:127.0.0.1]:{server.port}")
    assert attempts[f"http://[::ffff:127.0.0.1]:{server.port}/v2"] is Finding.WANTS_KEY
    assert server.requests
    assert all(request.key is None for request in server.requests)


async def test_a_certificate_that_is_not_trusted_is_no_reason_to_go_without(
    tmp_path: Path,
) -> None:
    with ScriptedServer(tls=Authority(tmp_path).server_context()) as server:
        play_hub(server)
        with pytest.raises(CertificateRejected):
            await searched(server.url)
        assert not server.requests


async def test_a_search_can_be_ended(server: ScriptedServer) -> None:
    server.on("GET", "/v1/models", NEVER)
    search = asyncio.create_task(searched(server.url))
    assert await server.wait_for(lambda: bool(server.requests))
    search.cancel()
    with pytest.raises(asyncio.CancelledError):
        await search
    assert await server.wait_for(server.requests[0].client_left.is_set)
    assert len(server.requests) == 1


@pytest.mark.parametrize("typed", ["", "https://", "ftp://hub.example", "http://[oops"])
async def test_what_is_no_address_is_not_asked(typed: str) -> None:
    assert await searched(typed) == {}
