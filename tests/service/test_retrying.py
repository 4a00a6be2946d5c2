"""A server without room is asked again, as long and as often as server and profile allow."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.errors import (
    ContextOverflow,
    KeyRejected,
    RateLimited,
    RequestTooLarge,
    ServerFailed,
    ServiceError,
)
from desktop_app.core.profiles import Profile
from desktop_app.core.requests import SpeechRequest
from desktop_app.service.call_log import CallLog
from desktop_app.service.connect import open_client
from desktop_app.service.retrying import LONGEST_WAIT, waiting_time
from tests.servers import HUB_KEY, Reply, ScriptedServer
from tests.servers.replies import (
    chat_chunk,
    chat_stream,
    detail,
    embeddings,
    error,
    sse,
    transcription,
)
from tests.service.asking import CHAT, answer_of, ask, ask_until_error, end_of
from tests.service.waiting import Sleeper, Watcher

if TYPE_CHECKING:
    from desktop_app.service.call_log import ObservedCall
    from desktop_app.service.client import ApiClient

BUSY = detail("Too many requests", 429, retry_after="7")
EMBEDDINGS = "/v2/embeddings"
SPEECH = "/v2/audio/transcriptions"


def recording(content: bytes) -> SpeechRequest:
    return SpeechRequest(
        model="whisper-1", file_name="a.wav", content=content, media_type="audio/wav"
    )


async def test_the_server_is_asked_again_after_the_seconds_it_names(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, BUSY, chat_stream(["at last"]))
    watcher = Watcher()

    assert answer_of(await ask(api.with_retries(watcher.wait))) == "at last"

    (told,) = watcher.told
    assert (told.seconds, told.attempt, told.of) == (7.0, 1, 2)
    assert isinstance(told.error, RateLimited)
    assert told.error.detail == "Too many requests"
    first, second = server.requests_to(CHAT)
    assert first.json == second.json


async def test_a_date_is_understood_too(api: ApiClient, server: ScriptedServer) -> None:
    then = datetime.now(UTC) + timedelta(seconds=90)
    date = format_datetime(then, usegmt=True)
    server.on("POST", CHAT, detail("Busy", 503, retry_after=date), chat_stream(["yes"]))
    watcher = Watcher()

    await ask(api.with_retries(watcher.wait))

    assert 60 < watcher.told[0].seconds <= 90
    assert isinstance(watcher.told[0].error, ServerFailed)


async def test_a_date_that_is_over_means_at_once(api: ApiClient, server: ScriptedServer) -> None:
    past = format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)
    server.on("POST", CHAT, detail("Busy", 429, retry_after=past), chat_stream(["yes"]))
    watcher = Watcher()

    await ask(api.with_retries(watcher.wait))

    assert watcher.told[0].seconds == 0


async def test_what_is_used_up_says_when_it_comes_back(
    api: ApiClient, server: ScriptedServer
) -> None:
    limits = {"x_ratelimit_remaining_tokens": "0", "x_ratelimit_reset_tokens": "1m2s"}
    server.on("POST", CHAT, detail("Busy", 429, **limits), chat_stream(["yes"]))
    watcher = Watcher()

    await ask(api.with_retries(watcher.wait))

    assert watcher.told[0].seconds == 62


async def test_without_a_hint_each_waiting_is_longer_and_no_two_are_the_same(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, detail("Busy", 429))
    first, second = Watcher(), Watcher()
    for watcher in (first, second):
        await ask_until_error(api.with_retries(watcher.wait), RateLimited)

    waits = [told.seconds for told in first.told]
    assert 2 <= waits[0] <= 4
    assert 8 <= waits[1] <= 16
    assert waits != [told.seconds for told in second.told]
    assert 30 <= (waiting_time(RateLimited(), 20) or 0) <= 60


@pytest.mark.parametrize("retries", [0, 1, 3])
async def test_the_profile_says_how_often(server: ScriptedServer, retries: int) -> None:
    server.on("POST", CHAT, BUSY)
    api = await open_client(Profile("Mine", server.base_url, retries=retries), HUB_KEY)
    watcher = Watcher()

    _, failure = await ask_until_error(api.with_retries(watcher.wait), RateLimited)
    await api.close()

    assert [told.attempt for told in watcher.told] == list(range(1, retries + 1))
    assert len(server.requests) == retries + 1
    assert failure.retry_after == 7.0


NO_USE: list[tuple[Reply, type[ServiceError]]] = [
    (error("Request too large for model", 429), RequestTooLarge),
    (detail("Payload", 413), RequestTooLarge),
    (detail("Out of order", 503), ServerFailed),
    (detail("Oh no", 500), ServerFailed),
    (detail("Invalid key", 401, retry_after="1"), KeyRejected),
    (detail("The prompt is too long", 503, retry_after="1"), ContextOverflow),
    (detail("Come back tomorrow", 429, retry_after=str(LONGEST_WAIT + 1)), RateLimited),
]


@pytest.mark.parametrize(("reply", "kind"), NO_USE)
async def test_what_would_be_refused_again_is_not_asked_again(
    api: ApiClient, server: ScriptedServer, reply: Reply, kind: type[ServiceError]
) -> None:
    server.on("POST", CHAT, reply)
    watcher = Watcher()

    await ask_until_error(api.with_retries(watcher.wait), kind)

    assert not watcher.told
    assert len(server.requests) == 1


BEGUN = [
    sse([chat_chunk({"content": "Hel"}), {"error": {"message": "busy", "code": 429}}]),
    sse([{"error": {"message": "busy", "code": 429}}]),
    sse([chat_chunk({"content": "Hel"})], end="cut"),
]


@pytest.mark.parametrize("reply", BEGUN)
async def test_an_answer_that_has_begun_is_never_asked_for_again(
    api: ApiClient, server: ScriptedServer, reply: Reply
) -> None:
    server.on("POST", CHAT, reply)
    watcher = Watcher()

    await ask_until_error(api.with_retries(watcher.wait), ServiceError)

    assert not watcher.told
    assert len(server.requests) == 1


async def test_a_recording_is_sent_again_from_its_first_byte(
    api: ApiClient, server: ScriptedServer
) -> None:
    content = bytes(range(256)) * 2000
    server.on("POST", SPEECH, BUSY, BUSY, transcription("Hello"))
    watcher = Watcher()
    request = recording(content)

    assert (await api.with_retries(watcher.wait).transcribe(request)).text == "Hello"

    assert [told.attempt for told in watcher.told] == [1, 2]
    files = [request.fields["file"] for request in server.requests_to(SPEECH)]
    assert len(files) == 3
    assert {getattr(file, "content", b"") for file in files} == {content}


async def test_the_base_that_takes_recordings_is_learnt_by_both_clients(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", "/v2/audio/audio/transcriptions", transcription("Hello"))
    request = recording(b"RIFF")

    await api.with_retries(Watcher().wait).transcribe(request)
    await api.transcribe(request)

    assert len(server.requests_to(SPEECH)) == 1


async def test_of_many_texts_only_the_batch_that_was_refused_is_sent_again(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", EMBEDDINGS, embeddings([[1.0]] * 32), BUSY, embeddings([[2.0]] * 8))
    watcher = Watcher()

    batch = await api.with_retries(watcher.wait).embed("jina", [str(n) for n in range(40)])

    assert len(batch.vectors) == 40
    assert [len(sent.json["input"]) for sent in server.requests] == [32, 8, 8]


async def test_the_list_of_models_is_asked_for_again(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("GET", "/v2/models", BUSY, Reply(200, {}, [b'{"data": [{"id": "a"}]}']))

    assert [m.id for m in await api.with_retries(Watcher().wait).list_models()] == ["a"]


async def test_whoever_gives_up_gets_the_servers_refusal(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, BUSY)

    _, failure = await ask_until_error(api.with_retries(Watcher(0).wait), RateLimited)

    assert failure.detail == "Too many requests"
    assert len(server.requests) == 1


async def test_a_stop_ends_the_waiting_at_once(api: ApiClient, server: ScriptedServer) -> None:
    server.on("POST", CHAT, BUSY)
    sleeper = Sleeper()
    asking = asyncio.create_task(ask(api.with_retries(sleeper.wait)))
    assert await server.wait_for(lambda: bool(sleeper.told))

    asking.cancel()
    done, _ = await asyncio.wait([asking], timeout=10)

    assert done
    assert asking.cancelled()
    assert len(server.requests) == 1


async def test_the_waiting_is_no_part_of_the_time_to_the_first_word(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, detail("Busy", 429, retry_after="0.3"), chat_stream(["yes"]))
    began = time.perf_counter()

    end = end_of(await ask(api.with_retries(Sleeper().wait)))

    assert end.timing is not None
    assert end.timing.total < time.perf_counter() - began - 0.3


async def test_the_ledger_sees_each_try_and_counts_them(server: ScriptedServer) -> None:
    server.on("POST", CHAT, BUSY, BUSY, chat_stream(["yes"]))
    seen: list[ObservedCall] = []
    profile = Profile("Mine", server.base_url)
    api = await open_client(profile, HUB_KEY, observer=CallLog(seen.append))

    await ask(api.with_retries(Watcher().wait))
    await api.close()

    assert [(call.status, call.attempt) for call in seen] == [(429, 0), (429, 1), (200, 2)]


async def test_who_has_not_asked_for_it_is_not_made_to_wait(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, BUSY)

    await ask_until_error(api, RateLimited)

    assert len(server.requests) == 1
