"""Servers that are not quite OpenAI: each row of the table in the service's notes is a case."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop_app.core.replies import FinishReason, UsageReport
from tests.servers import Reply, ScriptedServer
from tests.servers.replies import (
    chat_chunk,
    chat_stream,
    chat_whole,
    json_reply,
    sse,
    text_reply,
    tool_call,
    usage_chunk,
)
from tests.service.asking import (
    CHAT,
    answer_of,
    ask,
    calls_of,
    end_of,
    question,
    reasoning_of,
    usage_of,
)

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient

HELLO = [chat_chunk({"content": "Hel"}), chat_chunk({"content": "lo"}, finish="stop")]
HELLO_BYTES = (
    b'{"choices":[{"delta":{"content":"Hel"}}]}',
    b'{"choices":[{"delta":{"content":"lo"},"finish_reason":"stop"}]}',
)


def _raw(*parts: bytes, media_type: str = "text/event-stream") -> Reply:
    return Reply(200, {"content-type": media_type}, [*parts, b""])


FORMS = {
    "first chunk has no choices": sse([{"choices": [], "prompt_filter_results": []}, *HELLO]),
    "choices are null": sse([{"choices": None}, *HELLO]),
    "a choice without delta": sse([{"choices": [{"index": 0}]}, *HELLO]),
    "delta is null": sse([{"choices": [{"index": 0, "delta": None}]}, *HELLO]),
    "no [DONE]": sse(HELLO, done=False),
    "comments and names of events": sse([b": ping\n\n", b"event: x\nid: 1\n\n", *HELLO]),
    "data without blank after the colon": _raw(
        b"data:" + HELLO_BYTES[0] + b"\n\ndata:" + HELLO_BYTES[1] + b"\n\n"
    ),
    "carriage returns": _raw(
        b"data: " + HELLO_BYTES[0] + b"\r\n\r", b"\ndata: " + HELLO_BYTES[1] + b"\r\n\r\n"
    ),
    "no blank lines": _raw(b"data: " + HELLO_BYTES[0] + b"\ndata: " + HELLO_BYTES[1] + b"\n"),
    "one byte a chunk": _raw(
        *(bytes([byte]) for byte in b"data: %b\n\ndata: %b\n\n" % HELLO_BYTES)
    ),
    "an event over several lines": _raw(
        b'data: {"choices":\ndata: [{"delta":{"content":"Hello"},"finish_reason":"stop"}]}\n\n'
    ),
    "the last event is not closed": _raw(
        b"data: " + HELLO_BYTES[0] + b"\n\ndata: " + HELLO_BYTES[1]
    ),
    "a byte order mark": _raw(b"\xef\xbb\xbfdata: " + HELLO_BYTES[0], b"\ndata: " + HELLO_BYTES[1]),
    "plain text as content type": sse(HELLO, media_type="text/plain"),
    "no content type of use": sse(HELLO, media_type="application/octet-stream"),
    "a whole reply though a stream was asked": chat_whole("Hello"),
    "a whole reply called a stream": text_reply(
        '{"choices":[{"message":{"content":"Hello"},"finish_reason":"stop"}]}',
        media_type="text/event-stream",
    ),
    "content is a list of parts": sse(
        [chat_chunk({"content": [{"type": "text", "text": "Hello"}]}, finish="stop")]
    ),
    "content is a list of strings": sse([chat_chunk({"content": ["Hel", "lo"]}, finish="stop")]),
    "words after [DONE]": sse([*HELLO, b"data: [DONE]\n\n", chat_chunk({"content": "!"})]),
    "empty data": sse([b"data:\n\n", b"data: \n\n", *HELLO]),
    "other choices beside the first": sse(
        [{"choices": [*HELLO[0]["choices"], {"index": 1, "delta": {"content": "X"}}]}, HELLO[1]]
    ),
    "unknown fields": sse(
        [chat_chunk({"content": "Hello", "annotations": {}}, finish="stop", x=1)]
    ),
}


@pytest.mark.parametrize("reply", FORMS.values(), ids=FORMS.keys())
async def test_every_form_of_a_reply_is_read(
    api: ApiClient, server: ScriptedServer, reply: Reply
) -> None:
    server.on("POST", CHAT, reply)

    events = await ask(api)

    assert answer_of(events) == "Hello"
    assert end_of(events).reason is FinishReason.STOP


async def test_events_in_answer_to_a_whole_request_are_read(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, sse(HELLO))

    assert answer_of(await ask(api, question(stream=False))) == "Hello"


THINKING: dict[str, list[dict[str, Any]]] = {
    "reasoning_content": [{"reasoning_content": "Hm, "}, {"reasoning_content": "yes."}],
    "reasoning": [{"reasoning": "Hm, yes."}],
    "both fields say the same": [{"reasoning": "Hm, yes.", "reasoning_content": "Hm, yes."}],
    "a tag": [{"content": "<think>Hm, yes.</think>"}],
    "a tag with lines": [{"content": "\n<think>\nHm, yes."}, {"content": "</think>\n\n"}],
    "a tag split across chunks": [
        {"content": piece} for piece in ("<", "thi", "nk>Hm", ", yes.<", "/th", "ink", ">", "\n")
    ],
    "parts": [
        {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "Hm, yes."}]}]}
    ],
}


@pytest.mark.parametrize("deltas", THINKING.values(), ids=THINKING.keys())
async def test_reasoning_is_kept_out_of_the_answer(
    api: ApiClient, server: ScriptedServer, deltas: list[dict[str, Any]]
) -> None:
    chunks = [chat_chunk(delta) for delta in deltas]
    server.on("POST", CHAT, sse([*chunks, *HELLO]))

    events = await ask(api)

    assert reasoning_of(events) == "Hm, yes."
    assert answer_of(events) == "Hello"


@pytest.mark.parametrize(
    ("message", "reasoning", "answer"),
    [
        ({"content": "<think>Hm.</think>Yes"}, "Hm.", "Yes"),
        ({"content": "Yes", "reasoning_content": "Hm."}, "Hm.", "Yes"),
        ({"content": "<think>cut by the limit"}, "cut by the limit", ""),
        ({"content": "Write <think> and </think>."}, "", "Write <think> and </think>."),
        ({"content": "<thin"}, "", "<thin"),
        ({"content": None}, "", ""),
    ],
)
async def test_reasoning_of_a_whole_reply(
    api: ApiClient, server: ScriptedServer, message: dict[str, Any], reasoning: str, answer: str
) -> None:
    server.on("POST", CHAT, chat_whole(message.pop("content"), **message))

    events = await ask(api, question(stream=False))

    assert (reasoning_of(events), answer_of(events)) == (reasoning, answer)


USAGES = {
    "the last of several wins": [
        usage_chunk({"prompt_tokens": 9, "completion_tokens": 1}),
        HELLO[0],
    ],
    "beside a choice": [chat_chunk({"content": "x"}, usage={"prompt_tokens": 1})],
    "null": [usage_chunk() | {"usage": None}],
}


@pytest.mark.parametrize("before", USAGES.values(), ids=USAGES.keys())
async def test_the_last_usage_wins_and_is_never_summed(
    api: ApiClient, server: ScriptedServer, before: list[Any]
) -> None:
    last = usage_chunk({"prompt_tokens": 9, "completion_tokens": 2})
    server.on("POST", CHAT, sse([*before, *HELLO, last, usage_chunk() | {"usage": None}]))

    assert usage_of(await ask(api)) == UsageReport(9, 2, 11)


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("stop", FinishReason.STOP),
        ("length", FinishReason.LENGTH),
        ("content_filter", FinishReason.CONTENT_FILTER),
        ("", FinishReason.UNFINISHED),
        ("null", FinishReason.UNFINISHED),
        (None, FinishReason.UNFINISHED),
    ],
)
@pytest.mark.parametrize("stream", [True, False])
async def test_forms_of_the_finish_reason(
    api: ApiClient, server: ScriptedServer, word: str | None, reason: FinishReason, stream: bool
) -> None:
    build = chat_stream if stream else chat_whole
    server.on("POST", CHAT, build("Hello", finish=word))

    assert end_of(await ask(api, question(stream=stream))).reason is reason


def _call(arguments: Any, **fields: Any) -> dict[str, Any]:
    name = fields.pop("name", None)
    function = {"arguments": arguments} | ({"name": name} if name else {})
    return fields | {"function": function}


WEATHER = ("c1", "weather", '{"a":1}')
CLOCK = ("c2", "clock", '{"b":2}')
TOOLS: dict[str, list[dict[str, Any]]] = {
    "as it should be": [
        _call('{"a"', index=0, id="c1", name="weather"),
        _call(":1}", index=0),
        _call("", index=1, id="c2", name="clock"),
        _call('{"b":2}', index=1),
    ],
    "no index": [
        _call('{"a":1}', id="c1", name="weather"),
        _call('{"b":2}', id="c2", name="clock"),
    ],
    "no index, pieces by id": [
        _call('{"a"', id="c1", name="weather"),
        _call('{"b"', id="c2", name="clock"),
        _call(":1}", id="c1"),
        _call(":2}", id="c2"),
    ],
    "pieces without index and id": [
        _call('{"a"', id="c1", name="weather"),
        _call(":1}"),
        _call('{"b"', id="c2", name="clock"),
        _call(":2}"),
    ],
    "index 0 for every call": [
        _call('{"a":1}', index=0, id="c1", name="weather"),
        _call('{"b":2}', index=0, id="c2", name="clock"),
    ],
    "arguments as an object": [
        _call({"a": 1}, index=0, id="c1", name="weather"),
        _call({"b": 2}, index=1, id="c2", name="clock"),
    ],
    "id and name again and again": [
        _call('{"a"', index=0, id="c1", name="weather"),
        _call(":1}", index=0, id="c1", name="weather"),
        _call('{"b":2}', index=1, id="c2", name="clock"),
    ],
}


@pytest.mark.parametrize("deltas", TOOLS.values(), ids=TOOLS.keys())
async def test_tool_calls_are_told_apart(
    api: ApiClient, server: ScriptedServer, deltas: list[dict[str, Any]]
) -> None:
    chunks = [chat_chunk({"tool_calls": [delta]}) for delta in deltas]
    server.on("POST", CHAT, sse([*chunks, chat_chunk(finish="stop")]))

    events = await ask(api)

    got = [(i, name, arguments.replace(" ", "")) for i, name, arguments in calls_of(events)]
    assert got == [WEATHER, CLOCK]
    assert end_of(events).reason is FinishReason.TOOL_CALLS


async def test_ids_of_calls_are_made_up_when_the_server_sends_none(
    api: ApiClient, server: ScriptedServer
) -> None:
    calls = [_call("{}", name="weather"), _call("{}", name="weather")]
    server.on("POST", CHAT, chat_whole(None, tool_calls=calls))

    ids = [call_id for call_id, _, _ in calls_of(await ask(api))]

    assert len(set(ids)) == 2
    assert all(ids)


async def test_a_whole_reply_gives_the_same_calls(api: ApiClient, server: ScriptedServer) -> None:
    server.on("POST", CHAT, chat_whole(None, finish="tool_calls", tool_calls=[tool_call()]))

    events = await ask(api, question(stream=False))

    expected = tool_call()
    name_and_arguments = expected["function"]["name"], expected["function"]["arguments"]
    assert calls_of(events) == [(expected["id"], *name_and_arguments)]
    assert end_of(events).reason is FinishReason.TOOL_CALLS


async def test_the_old_form_of_a_function_call_is_read(
    api: ApiClient, server: ScriptedServer
) -> None:
    call = {"name": "weather", "arguments": "{}"}
    server.on("POST", CHAT, chat_whole(None, finish="function_call", function_call=call))

    ((_, name, arguments),) = calls_of(await ask(api, question(stream=False)))

    assert (name, arguments) == ("weather", "{}")


async def test_calls_cut_by_the_limit_are_marked_as_cut(
    api: ApiClient, server: ScriptedServer
) -> None:
    delta = {"tool_calls": [_call('{"a', index=0, id="c1", name="weather")]}
    server.on("POST", CHAT, sse([chat_chunk(delta), chat_chunk(finish="length")]))

    assert end_of(await ask(api)).reason is FinishReason.LENGTH


async def test_tool_calls_announced_but_absent_are_an_ordinary_end(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, chat_stream(["Hi"], finish="tool_calls"))

    assert end_of(await ask(api)).reason is FinishReason.STOP


async def test_ten_megabytes_in_one_event_arrive_whole(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, sse([chat_chunk({"content": "x" * 10_000_000}, finish="stop")]))

    assert len(answer_of(await ask(api))) == 10_000_000


async def test_null_error_fields_are_no_errors(api: ApiClient, server: ScriptedServer) -> None:
    body = {"error": None, "detail": None, "choices": [{"message": {"content": "Hello"}}]}
    server.on("POST", CHAT, json_reply(body))

    assert answer_of(await ask(api)) == "Hello"
