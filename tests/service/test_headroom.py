"""What a server still allows is read from its headers, whatever it calls them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop_app.core.headroom import Budget, Headroom
from desktop_app.core.profiles import Profile
from desktop_app.service.call_log import CallLog, ObservedCall
from desktop_app.service.connect import open_client
from desktop_app.service.headroom import headroom_in, seconds_until_room
from desktop_app.service.headroom_meter import HeadroomMeter
from desktop_app.service.observing import NOBODY
from tests.servers import HUB_KEY, ScriptedServer
from tests.servers.replies import chat_stream, detail
from tests.service.asking import CHAT, ask, ask_until_error

OPENAI = {
    "x-ratelimit-limit-requests": "60",
    "x-ratelimit-limit-tokens": "150000",
    "x-ratelimit-remaining-requests": "59",
    "x-ratelimit-remaining-tokens": "149984",
    "x-ratelimit-reset-requests": "1s",
    "x-ratelimit-reset-tokens": "6m0s",
}
NAMED: list[tuple[dict[str, str], Headroom]] = [
    (OPENAI, Headroom(Budget(59, 60, 1.0), Budget(149984, 150000, 360.0))),
    (
        {
            "X-RateLimit-Limit": "100",
            "X-RateLimit-Remaining": "12",
            "X-RateLimit-Reset": "30",
        },
        Headroom(Budget(12, 100, 30.0)),
    ),
    (
        {"RateLimit-Limit": "100, 100;w=60", "RateLimit-Remaining": "12"},
        Headroom(Budget(12, 100)),
    ),
    (
        {
            "anthropic-ratelimit-input-tokens-limit": "1000",
            "anthropic-ratelimit-input-tokens-remaining": "900",
            "anthropic-ratelimit-output-tokens-limit": "1000",
            "anthropic-ratelimit-output-tokens-remaining": "100",
        },
        Headroom(None, Budget(100, 1000)),
    ),
    (
        {
            "x-ratelimit-limit-minute": "10",
            "x-ratelimit-remaining-minute": "1",
            "x-ratelimit-limit-day": "1000",
            "x-ratelimit-remaining-day": "900",
        },
        Headroom(Budget(1, 10)),
    ),
    (
        {"x-ratelimit-remaining-requests": "3", "x-ratelimit-reset-requests": "2m59.5s"},
        Headroom(Budget(3, None, 179.5)),
    ),
    (
        {"x-ratelimit-remaining-tokens": "7.0", "x-ratelimit-reset-tokens": "250ms"},
        Headroom(None, Budget(7, None, 0.25)),
    ),
    (
        {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": "soon"},
        Headroom(Budget(0)),
    ),
]


@pytest.mark.parametrize(("headers", "expected"), NAMED)
def test_every_way_of_saying_it_is_understood(headers: dict[str, str], expected: Headroom) -> None:
    assert headroom_in(headers.items()) == expected


NOTHING: list[dict[str, str]] = [
    {},
    {"content-type": "text/html", "retry-after": "7"},
    {"x-ratelimit-limit-requests": "60"},
    {"x-ratelimit-remaining-requests": "many"},
    {"x-ratelimit-remaining-requests": "-1"},
    {"x-ratelimit-remaining-requests": "9" * 5000},
    {"ratelimit-policy": "100;w=60"},
]


@pytest.mark.parametrize("headers", NOTHING)
def test_where_nothing_is_said_nothing_is_known(headers: dict[str, str]) -> None:
    assert headroom_in(headers.items()) is None


def test_a_moment_is_as_good_as_a_duration() -> None:
    now = datetime.now(UTC)
    then = now + timedelta(hours=1)
    for reset in (
        str(int(then.timestamp())),
        str(int(then.timestamp() * 1000)),
        then.isoformat(),
        then.strftime("%Y-%m-%dT%H:%M:%Sz"),
    ):
        headers = {"x-ratelimit-remaining-requests": "0", "x-ratelimit-reset-requests": reset}
        seconds = seconds_until_room(headers.items())
        assert seconds is not None
        assert 3500 < seconds <= 3601, reset


def test_room_comes_back_when_all_that_is_used_up_does() -> None:
    headers = OPENAI | {"x-ratelimit-remaining-requests": "0"}
    assert seconds_until_room(headers.items()) == 1.0
    headers |= {"x-ratelimit-remaining-tokens": "0"}
    assert seconds_until_room(headers.items()) == 360.0
    assert seconds_until_room(OPENAI.items()) is None


@pytest.mark.parametrize(
    ("budget", "is_low"),
    [
        (Budget(0), True),
        (Budget(0, 100), True),
        (Budget(10, 100), True),
        (Budget(11, 100), False),
        (Budget(1), False),
    ],
)
def test_a_tenth_is_little(budget: Budget, is_low: bool) -> None:
    assert Headroom(None, budget).is_low is is_low


async def test_each_answer_tells_also_a_refusal_and_the_ledger_hears_all(
    server: ScriptedServer,
) -> None:
    seen: list[ObservedCall] = []
    measured: list[tuple[str, Headroom]] = []
    meter = HeadroomMeter(CallLog(seen.append))
    meter.on_measured = lambda profile, headroom: measured.append((profile, headroom))
    api = await open_client(Profile("Mine", server.base_url), HUB_KEY, observer=meter)
    reply = chat_stream(["yes"])
    refusal = detail("Busy", 429, x_ratelimit_remaining_requests="0")
    server.on("POST", CHAT, replace(reply, headers={**reply.headers, **OPENAI}), refusal, reply)

    await ask(api)
    await ask_until_error(api, Exception)
    await ask(api)
    await api.close()

    assert [(name, told.requests and told.requests.remaining) for name, told in measured] == [
        ("Mine", 59),
        ("Mine", 0),
    ]
    assert [call.status for call in seen] == [200, 429, 200]
    assert all(call.size and call.marks for call in seen)


async def test_it_is_measured_also_where_nothing_is_recorded(server: ScriptedServer) -> None:
    meter = HeadroomMeter(NOBODY)
    measured: list[str] = []
    meter.on_measured = lambda profile, _headroom: measured.append(profile)
    api = await open_client(Profile("Mine", server.base_url), HUB_KEY, observer=meter)
    reply = chat_stream(["yes"])
    server.on("POST", CHAT, replace(reply, headers={**reply.headers, **OPENAI}))

    await ask(api)
    await api.close()

    assert measured == ["Mine"]
