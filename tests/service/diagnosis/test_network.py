"""A person learns where on the network the way to the server ends."""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import aclosing, closing

import pytest

from desktop_app.core.credentials import Credentials
from desktop_app.core.diagnosis import Fact, Stage
from desktop_app.core.findings import Finding, StageState
from desktop_app.core.profiles import Profile
from desktop_app.service.diagnosis import diagnose
from tests.servers import HUB_KEY, ScriptedServer
from tests.service.diagnosis.testing import QUICK, diagnosed, ends_at, findings


async def test_a_server_on_this_computer_passes_every_stage(hub: ScriptedServer) -> None:
    results = await diagnosed(hub.base_url)

    assert findings(results, Stage.NAME, Stage.TCP, Stage.PROXY, Stage.TLS) == [
        Finding.ADDRESS_GIVEN,
        Finding.FINE,
        Finding.NO_PROXY,
        Finding.STAYS_HERE,
    ]
    assert results[Stage.TCP].facts[Fact.ADDRESS] == f"127.0.0.1:{hub.port}"
    assert not any(result.state is StageState.FAILED for result in results.values())


async def test_the_addresses_of_a_name_are_told(hub: ScriptedServer) -> None:
    results = await diagnosed(hub.base_url.replace("127.0.0.1", "localhost"))

    assert "127.0.0.1" in results[Stage.NAME].facts[Fact.ADDRESSES]  # type: ignore[operator]  # a tuple
    assert results[Stage.TCP].finding is Finding.FINE


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a..b", f"{'a' * 70}.example"])
async def test_a_name_that_nobody_knows_ends_the_test(host: str) -> None:
    found = ends_at(await diagnosed(f"https://{host}/v1"), Stage.NAME)

    # Where there is no network at all, nobody can say whether the name exists.
    assert found in {Finding.NAME_UNKNOWN, Finding.NAME_SERVICE_SILENT}


async def test_a_closed_port_ends_the_test() -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and not listening
        results = await diagnosed(f"http://127.0.0.1:{taken.getsockname()[1]}/v1")

    assert ends_at(results, Stage.TCP) is Finding.REFUSED


async def test_a_port_that_swallows_everything_ends_the_test_in_time() -> None:
    with closing(socket.socket()) as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(4)]  # the queue is full: nothing is answered
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(address)
        results = await diagnosed(
            f"http://127.0.0.1:{address[1]}/v1", limits=QUICK._replace(tcp=0.3)
        )
        for one in waiting:
            one.close()

    assert ends_at(results, Stage.TCP) is Finding.TIMED_OUT
    assert results[Stage.TCP].seconds >= 0.3


async def test_a_server_that_says_nothing_ends_the_test_in_time() -> None:
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"://127.0.0.1:{silent.getsockname()[1]}/v1"
        limits = QUICK._replace(tls=0.2, key=0.2)

        assert (
            ends_at(await diagnosed("https" + url, limits=limits), Stage.TLS) is Finding.TIMED_OUT
        )
        assert ends_at(await diagnosed("http" + url, limits=limits), Stage.KEY) is Finding.TIMED_OUT


async def test_the_test_stops_at_once_wherever_it_is() -> None:
    with closing(socket.socket()) as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        profile = Profile("Silent", f"https://127.0.0.1:{silent.getsockname()[1]}/v1")
        seen = []
        shaking_hands = asyncio.Event()

        async def run() -> None:
            async with aclosing(diagnose(profile, Credentials(HUB_KEY), QUICK)) as stages:
                async for result in stages:
                    seen.append(result.stage)
                    if result.stage is Stage.PROXY:
                        shaking_hands.set()

        running = asyncio.create_task(run())
        await shaking_hands.wait()
        began = time.monotonic()
        running.cancel()
        await asyncio.wait([running])

    assert running.cancelled()
    assert time.monotonic() - began < 2
    assert seen[-1] is Stage.PROXY


async def test_http_to_another_computer_is_warned_about(
    hub: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = socket.getaddrinfo

    def here(_host: str, *rest: object) -> object:
        return real("127.0.0.1", *rest)  # type: ignore[arg-type]  # the rest of the same call

    monkeypatch.setattr(socket, "getaddrinfo", here)
    results = await diagnosed(hub.base_url.replace("127.0.0.1", "company.example"))

    assert results[Stage.TLS].finding is Finding.NOT_ENCRYPTED
    assert results[Stage.TLS].state is StageState.WARNED
    assert results[Stage.KEY].state is StageState.PASSED
