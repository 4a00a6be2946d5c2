"""Everything that can go wrong with an answer has a type, and what had arrived is kept."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.errors import (
    AccessDenied,
    ContextOverflow,
    KeyMissing,
    KeyRejected,
    NotAnApi,
    NotFound,
    ProxyFailed,
    RateLimited,
    RequestRejected,
    RequestTooLarge,
    ServerFailed,
    ServiceError,
    StreamBroken,
    StreamNotSupported,
    StreamStalled,
    ToolsRefused,
)
from tests.servers import HUB_KEY, Reply, ScriptedServer
from tests.servers.messages import NEVER, Part, Pause
from tests.servers.replies import (
    chat_chunk,
    chat_stream,
    detail,
    error,
    html_reply,
    json_reply,
    sse,
    text_reply,
)
from tests.service.asking import (
    CHAT,
    WEATHER_TOOL,
    answer_of,
    ask,
    ask_until_error,
    question,
)

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient
    from tests.service.conftest import OpenApi

HELLO = chat_chunk({"content": "Hello"})
STATUSES: list[tuple[Reply, type[ServiceError], str]] = [
    (detail("Invalid API key", 401), KeyRejected, "Invalid API key"),
    (detail("Not in your plan", 403), AccessDenied, "Not in your plan"),
    (detail("The model does not exist", 404), NotFound, "The model does not exist"),
    (detail("Use another proxy", 407), ProxyFailed, "Use another proxy"),
    (detail("Too many requests", 429), RateLimited, "Too many requests"),
    (detail("Limit of input tokens per minute exceeded", 429), RateLimited, "Limit of input"),
    (error("Request too large for model", 429), RequestTooLarge, "Request too large for model"),
    (detail("Payload", 413), RequestTooLarge, "Payload"),
    (detail("Bad request", 400), RequestRejected, "Bad request"),
    (detail("Oh no", 500), ServerFailed, "Oh no"),
    (text_reply("upstream is down", 503), ServerFailed, "upstream is down"),
    (detail({"message": "as an object"}, 400), RequestRejected, "as an object"),
    (
        detail([{"loc": ["body", "top_k"], "msg": "Input should be an integer"}], 422),
        RequestRejected,
        "body.top_k: Input should be an integer",
    ),
    (json_reply({"error": "as a string"}, 400), RequestRejected, "as a string"),
    (error("as an object", 500), ServerFailed, "as an object"),
    (json_reply([{"error": {"message": "in a list"}}], 400), RequestRejected, "in a list"),
    (json_reply({}, 500), ServerFailed, ""),
    (text_reply("", 502), ServerFailed, ""),
    (html_reply("Bad Gateway", 502, "nginx"), ServerFailed, "Bad Gateway nginx"),
    (html_reply("Blocked", 403, "By the proxy"), NotAnApi, "Blocked By the proxy"),
    (html_reply("Sign in", 200, "Portal"), NotAnApi, "Sign in Portal"),
    (Reply(302, {"location": "https://portal.example/login"}), NotAnApi, ""),
    (text_reply("It works!"), StreamNotSupported, "It works!"),
    (json_reply({"status": "ok"}), NotAnApi, ""),
    (text_reply(""), StreamBroken, ""),
    (text_reply("", media_type="text/event-stream"), StreamBroken, ""),
    (error("maximum context length is 8192 tokens"), ContextOverflow, "maximum context length"),
    (error("x", code="context_length_exceeded"), ContextOverflow, "x"),
    (error("x", type="exceed_context_size_error"), ContextOverflow, "x"),
    (detail("the prompt is too long for me", 503), ContextOverflow, "the prompt is too long"),
    (detail("Please reduce the length of the messages", 500), ContextOverflow, "Please reduce"),
    (detail("Input tokens exceed the configured limit", 422), ContextOverflow, "Input tokens"),
]


@pytest.mark.parametrize(("reply", "kind", "words"), STATUSES)
@pytest.mark.parametrize("stream", [True, False])
async def test_a_refused_request_has_a_type_and_the_servers_words(
    api: ApiClient,
    server: ScriptedServer,
    reply: Reply,
    kind: type[ServiceError],
    words: str,
    stream: bool,
) -> None:
    server.on("POST", CHAT, reply)

    _, failure = await ask_until_error(api, ServiceError, question(stream=stream))

    assert type(failure) is kind
    assert failure.detail.startswith(words)
    assert failure.host == f"127.0.0.1:{server.port}"
    assert failure.model == question().model
    assert len(server.requests) == 1, "nothing is tried again by itself"


async def test_the_wait_that_the_server_asks_for_is_known(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, detail("Slow down", 429, retry_after="7"))

    _, failure = await ask_until_error(api, RateLimited)

    assert failure.retry_after == 7.0


async def test_a_profile_without_a_key_sends_none_and_a_401_says_that_one_is_missing(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, detail("Not authenticated", 401))

    await ask_until_error(await open_api(key=""), KeyMissing)

    assert server.last(CHAT).key is None


TOOLS_REFUSED = [
    error("smollm2 does not support tools"),
    error('"auto" tool choice requires --enable-auto-tool-choice', 400),
    error("Unrecognized request argument supplied: tools"),
    detail("tools param requires --jinja flag", 500),
    error("No endpoints found that support tool use", 404),
    detail([{"loc": ["body", "tools"], "msg": "Extra inputs are not permitted"}], 422),
]


@pytest.mark.parametrize("reply", TOOLS_REFUSED)
async def test_a_model_without_tools_is_told_from_other_refusals(
    api: ApiClient, server: ScriptedServer, reply: Reply
) -> None:
    server.on("POST", CHAT, reply)

    await ask_until_error(api, ToolsRefused, question(tools=(WEATHER_TOOL,)))


async def test_a_broken_tool_is_not_a_model_without_tools(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, error("Invalid schema for function 'weather': type is missing"))

    _, failure = await ask_until_error(api, RequestRejected, question(tools=(WEATHER_TOOL,)))

    assert type(failure) is RequestRejected


BROKEN: list[tuple[Reply, type[ServiceError]]] = [
    (sse([HELLO, {"error": {"message": "Out of memory"}}]), ServerFailed),
    (sse([HELLO, {"error": "Out of memory"}]), ServerFailed),
    (sse([HELLO, {"detail": "Out of memory"}]), ServerFailed),
    (sse([HELLO, {"object": "error", "message": "Out of memory"}]), ServerFailed),
    (sse([HELLO, {"error": {"message": "Out of memory", "code": 429}}]), RateLimited),
    (sse([HELLO, {"error": {"message": "context length exceeded"}}]), ContextOverflow),
    (sse([HELLO, b'data: {"choices": [{"delta"\n\n']), StreamBroken),
    (sse([HELLO, b"data: \xff\xfe\n\n"]), StreamBroken),
    (sse([HELLO], end="cut"), StreamBroken),
]


@pytest.mark.parametrize(("reply", "kind"), BROKEN)
async def test_an_answer_that_fails_in_the_middle_keeps_what_had_arrived(
    api: ApiClient, server: ScriptedServer, reply: Reply, kind: type[ServiceError]
) -> None:
    server.on("POST", CHAT, reply)

    seen, failure = await ask_until_error(api, ServiceError)

    assert answer_of(seen) == "Hello"
    assert type(failure) is kind
    assert failure.host == f"127.0.0.1:{server.port}"


async def test_an_error_in_plain_words_in_the_middle_is_told(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, sse([HELLO, b"event: error\ndata: worker died\n\n"]))

    _, failure = await ask_until_error(api, StreamBroken)

    assert failure.detail == "worker died"


async def test_an_answer_that_stalls_is_given_up_and_its_connection_closed(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, sse([HELLO], end="stall"))

    seen, _ = await ask_until_error(await open_api(inactivity_limit=0.1), StreamStalled)

    assert answer_of(seen) == "Hello"
    assert await server.wait_for(server.last(CHAT).client_left.is_set)


async def test_a_server_that_never_begins_to_answer_is_given_up(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, NEVER)

    await ask_until_error(await open_api(inactivity_limit=0.1), StreamStalled)

    assert await server.wait_for(server.last(CHAT).client_left.is_set)


async def test_a_slow_answer_is_not_a_stalled_one(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, chat_stream(["a"] * 8, pause=0.08))

    assert answer_of(await ask(await open_api(inactivity_limit=0.5))) == "a" * 8


async def test_a_reader_that_takes_its_time_is_not_disturbed(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, chat_stream(["a", "b"], pause=0.02))
    api = await open_api(inactivity_limit=0.3)

    async with aclosing(api.stream_chat(question())) as events:
        first = await anext(events)
        await asyncio.sleep(0.5)
        rest = [event async for event in events]

    assert answer_of([first, *rest]) == "ab"


@pytest.mark.parametrize("form", ["one line without end", "one event without end"])
async def test_a_line_or_an_event_that_never_ends_is_given_up(
    api: ApiClient, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr("desktop_app.service.sse.LARGEST_EVENT", 1_000_000)
    endless = b"x" * 60_000 + (b"\ndata: " if "event" in form else b"")
    reply = Reply(200, {"content-type": "text/event-stream"}, [b"data: " + endless], forever=True)
    server.on("POST", CHAT, reply)

    await ask_until_error(api, StreamBroken)

    assert await server.wait_for(server.last(CHAT).client_left.is_set)


async def test_an_error_page_that_never_ends_is_given_up(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, Reply(500, {"content-type": "text/plain"}, [b"x " * 9000], True))

    _, failure = await ask_until_error(api, ServerFailed)

    assert len(failure.detail) == 500


async def test_stop_frees_the_connection_at_once(api: ApiClient, server: ScriptedServer) -> None:
    endless: list[Part] = [
        b'data: {"choices":[{"delta":{"content":"more "}}]}\n\n' * 20,
        Pause(0.001),
    ]
    server.on("POST", CHAT, Reply(200, {"content-type": "text/event-stream"}, endless, True))
    seen = []

    async def read() -> None:
        async with aclosing(api.stream_chat(question())) as events:
            async for event in events:
                seen.append(event)  # noqa: PERF401 (the list is watched while it grows)

    reading = asyncio.create_task(read())
    assert await server.wait_for(lambda: len(seen) > 100)
    reading.cancel()
    await asyncio.wait([reading])

    assert reading.cancelled()
    assert await server.wait_for(server.last(CHAT).client_left.is_set)


async def test_stop_while_waiting_for_the_first_word_frees_the_connection(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, sse([], end="stall"))
    asking = asyncio.create_task(ask(api))
    assert await server.wait_for(lambda: bool(server.requests))
    asking.cancel()
    await asyncio.wait([asking])

    assert asking.cancelled()
    assert await server.wait_for(server.last(CHAT).client_left.is_set)


async def test_after_a_stop_the_next_question_is_answered(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, sse([HELLO], end="stall"), chat_stream(["again"]))
    async with aclosing(api.stream_chat(question())) as events:
        await anext(events)

    assert answer_of(await ask(api)) == "again"


async def test_a_key_in_the_servers_words_is_not_repeated(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, detail(f"Invalid key {HUB_KEY} (Bearer {HUB_KEY})", 401))

    _, failure = await ask_until_error(await open_api(), KeyRejected)

    assert HUB_KEY not in failure.detail + str(failure) + repr(failure)
    assert failure.detail.startswith("Invalid key")
