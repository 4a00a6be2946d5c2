"""A question goes out in the guide's shape and its answer comes back as events."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any

import pytest

from desktop_app.core.messages import Message, Role, ToolCall
from desktop_app.core.replies import FinishReason, ReplyEvent, TextDelta, UsageReport
from desktop_app.core.requests import ChatRequest
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.servers.replies import chat_chunk, chat_stream, chat_whole, sse
from tests.service.asking import CHAT, MODEL, answer_of, ask, end_of, question, usage_of

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient

GUIDE = ChatRequest(
    model=MODEL,
    messages=(
        Message(Role.SYSTEM, "You are a helpful assistant named Llama-3."),
        Message(Role.USER, "What is Open Telekom Cloud?"),
    ),
    temperature=0.1,
    max_tokens=256,
)


async def test_the_first_request_has_exactly_the_shape_of_the_guide(
    api: ApiClient, server: ScriptedServer
) -> None:
    play_hub(server)

    await ask(api, GUIDE)

    (request,) = server.requests
    body = request.json
    assert body.pop("stream_options") == {"include_usage": True}
    assert body == {
        "model": "Llama-3.3-70B-Instruct",
        "messages": [
            {"role": "system", "content": "You are a helpful assistant named Llama-3."},
            {"role": "user", "content": "What is Open Telekom Cloud?"},
        ],
        "temperature": 0.1,
        "max_tokens": 256,
        "stream": True,
    }
    assert request.headers["authorization"] == f"Bearer {HUB_KEY}"


async def test_a_picture_goes_out_as_the_guide_shows_it(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, chat_stream())
    url = "https://example.org/boardwalk.jpg"
    message = Message(Role.USER, "What is depicted in this image?", image_urls=(url,))

    await ask(api, ChatRequest(model=MODEL, messages=(message,)))

    assert server.last(CHAT).json["messages"] == [
        {
            "role": "user",
            "content": [
                {"type": "text", "text": "What is depicted in this image?"},
                {"type": "image_url", "image_url": {"url": url}},
            ],
        }
    ]


async def test_a_photo_arrives_whole_at_a_server_that_wants_to_know_its_length_first(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, chat_stream())
    url = "data:image/jpeg;base64," + "Aa9+" * 500_000
    await ask(api, ChatRequest(model=MODEL, messages=(Message(Role.USER, "", image_urls=(url,)),)))
    (request,) = server.requests
    assert "transfer-encoding" not in request.headers
    assert request.headers["content-type"] == "application/json"
    assert request.json["messages"][0]["content"][0]["image_url"]["url"] == url


async def test_beside_a_picture_the_system_prompt_goes_out_in_parts(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, chat_stream())
    system = Message(Role.SYSTEM, "You are an helpful AI assistant named Qwen.")
    asked = Message(Role.USER, "And this?", image_urls=("https://example.org/boardwalk.jpg",))

    await ask(api, ChatRequest(model=MODEL, messages=(system, asked)))

    assert server.last(CHAT).json["messages"][0] == {
        "role": "system",
        "content": [{"type": "text", "text": "You are an helpful AI assistant named Qwen."}],
    }


async def test_a_round_of_tools_goes_out_with_its_calls_and_results(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, chat_stream())
    call = ToolCall("call_1", "get_current_weather", '{"location": "Hamburg"}')
    messages = (
        Message(Role.USER, "What's the weather like today in Hamburg"),
        Message(Role.ASSISTANT, "", tool_calls=(call,)),
        Message(Role.TOOL, "rain", tool_call_id="call_1"),
    )

    await ask(api, ChatRequest(model=MODEL, messages=messages))

    assert server.last(CHAT).json["messages"][1:] == [
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [
                {
                    "id": "call_1",
                    "type": "function",
                    "function": {
                        "name": "get_current_weather",
                        "arguments": '{"location": "Hamburg"}',
                    },
                }
            ],
        },
        {"role": "tool", "content": "rain", "tool_call_id": "call_1"},
    ]


async def test_parameters_that_are_not_set_are_not_sent(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, chat_whole())

    await ask(api, question(stream=False, extra={"top_p": 0.9}))

    assert set(server.last(CHAT).json) == {"model", "messages", "stream", "top_p"}


async def test_every_parameter_that_is_set_is_sent(api: ApiClient, server: ScriptedServer) -> None:
    server.on("POST", CHAT, chat_stream())

    await ask(api, question(temperature=0.0, top_p=0.5, max_tokens=9, stop=("\n", "#"), seed=0))

    body = server.last(CHAT).json
    del body["model"], body["messages"], body["stream"], body["stream_options"]
    assert body == {
        "temperature": 0.0,
        "top_p": 0.5,
        "max_tokens": 9,
        "stop": ["\n", "#"],
        "seed": 0,
    }


async def test_a_persons_own_fields_replace_the_others_but_not_what_is_asked(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, chat_stream())
    extra: dict[str, Any] = {
        "temperature": None,
        "messages": [],
        "stream": False,
        "model": "x",
        "top_k": 4,
    }

    await ask(api, question("Hello", temperature=0.1, extra=extra))

    body = server.last(CHAT).json
    assert body["messages"] == [{"role": "user", "content": "Hello"}]
    assert (body["stream"], body["model"]) == (True, MODEL)
    assert (body["temperature"], body["top_k"]) == (None, 4)


@pytest.mark.parametrize("stream", [True, False])
async def test_streamed_and_whole_replies_give_the_same_events(
    api: ApiClient, server: ScriptedServer, stream: bool
) -> None:
    play_hub(server)

    events = await ask(api, question(stream=stream))

    assert answer_of(events) == "Open Telekom Cloud is the cloud of T-Systems."
    assert usage_of(events) == UsageReport(31, 12, 43)
    end = end_of(events)
    assert (end.reason, end.model) == (FinishReason.STOP, "Llama-3.3-70B-Instruct")
    assert end.timing.first_token is not None
    assert 0 < end.timing.first_token <= end.timing.total


async def test_words_arrive_before_the_reply_is_complete(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, sse([chat_chunk({"content": "Open"})], end="stall"))

    async with aclosing(api.stream_chat(question())) as events:
        first = await anext(events)

    assert first == TextDelta("Open")


async def test_a_reply_without_usage_is_estimated_and_says_so(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, chat_stream(["12345678", "12345678"], usage=None))

    events = await ask(api, question("1234" * 5))

    assert usage_of(events) == UsageReport(5, 4, 9, estimated=True)


async def test_one_connection_serves_many_questions(api: ApiClient, server: ScriptedServer) -> None:
    server.on("POST", CHAT, chat_stream())
    counted: list[list[ReplyEvent]] = [await ask(api) for _ in range(3)]

    assert len({request.headers["host"] for request in server.requests}) == 1
    assert server.connections == 1
    assert len(counted) == 3
