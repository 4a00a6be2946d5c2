"""A parameter that a model refuses is dropped or renamed, told, and remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop_app.core.errors import RequestRejected
from desktop_app.core.replies import ParameterDropped, UsageReport
from desktop_app.service.quirks import QuirkMemory
from tests.servers.replies import chat_stream, detail, error, sse
from tests.service.asking import CHAT, answer_of, ask, ask_until_error, question, usage_of

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient
    from tests.servers import Reply, ScriptedServer
    from tests.service.conftest import OpenApi

NO_STREAM_OPTIONS = [
    detail([{"loc": ["body", "stream_options"], "msg": "Extra inputs are not permitted"}], 422),
    error("Unrecognized request argument supplied: stream_options"),
    error("stream options are not supported"),
    error("Unknown parameter: 'include_usage'.", param="stream_options.include_usage"),
    sse([{"error": {"message": "stream_options is not supported", "code": 400}}]),
]
NEW_NAME = error(
    "Unsupported parameter: 'max_tokens' is not supported with this model."
    " Use 'max_completion_tokens' instead.",
    param="max_tokens",
    code="unsupported_parameter",
)
NO_TEMPERATURE = error(
    "Unsupported value: 'temperature' does not support 0.1 with this model."
    " Only the default (1) value is supported.",
    param="temperature",
)

EVERYTHING: dict[str, Any] = {
    "temperature": 0.1,
    "top_p": 0.9,
    "stop": ("###",),
    "seed": 7,
    "extra": {"reasoning_effort": "low", "top_k(odd)": 4, "": None},
}


@pytest.mark.parametrize("refusal", NO_STREAM_OPTIONS)
async def test_stream_options_are_left_out_and_the_usage_estimated(
    api: ApiClient, server: ScriptedServer, refusal: Reply
) -> None:
    server.on("POST", CHAT, refusal, chat_stream(["Hello"], usage=None))

    events = await ask(api)
    await ask(api)

    assert answer_of(events) == "Hello"
    assert usage_of(events) == UsageReport(7, 2, 9, estimated=True)
    sent = ["stream_options" in request.json for request in server.requests]
    assert sent == [True, False, False]
    assert not any(isinstance(event, ParameterDropped) for event in events)


async def test_max_tokens_gets_its_new_name(api: ApiClient, server: ScriptedServer) -> None:
    server.on("POST", CHAT, NEW_NAME, chat_stream())

    events = await ask(api, question(max_tokens=256))
    await ask(api, question(max_tokens=256))

    assert events[0] == ParameterDropped("max_tokens", "max_completion_tokens")
    for request in server.requests[1:]:
        assert "max_tokens" not in request.json
        assert request.json["max_completion_tokens"] == 256
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    "name", ["temperature", "top_p", "stop", "seed", "reasoning_effort", "top_k(odd)"]
)
async def test_a_refused_parameter_is_told_once_and_left_out_from_then_on(
    api: ApiClient, server: ScriptedServer, name: str
) -> None:
    refusal = error(f"Unsupported value: '{name}' is not supported with this model.")
    server.on("POST", CHAT, refusal, chat_stream())
    request = question(**EVERYTHING)

    first, second = await ask(api, request), await ask(api, request)

    assert [event for event in first if isinstance(event, ParameterDropped)] == [
        ParameterDropped(name)
    ]
    assert not any(isinstance(event, ParameterDropped) for event in second)
    assert [name in request.json for request in server.requests] == [True, False, False]
    assert len(server.last(CHAT).json) == len(server.requests[0].json) - 1


@pytest.mark.parametrize(
    ("refusal", "name"),
    [
        (detail([{"loc": ["body", "stop"], "msg": "Extra inputs are not permitted"}], 422), "stop"),
        (error("Unrecognized request argument supplied: stop"), "stop"),
        (error("This parameter is not supported.", param="stop"), "stop"),
        (error("top-p is not supported by this model"), "top_p"),
        (error("Unsupported: the model cannot stop sampling by seed"), "seed"),
    ],
)
async def test_a_refused_parameter_is_found_in_the_servers_words(
    api: ApiClient, server: ScriptedServer, refusal: Reply, name: str
) -> None:
    server.on("POST", CHAT, refusal, chat_stream())

    events = await ask(api, question(**EVERYTHING))

    assert events[0] == ParameterDropped(name)


async def test_several_refusals_are_learnt_one_after_the_other(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, NO_STREAM_OPTIONS[1], NEW_NAME, NO_TEMPERATURE, chat_stream(["Hello"]))

    events = await ask(api, question(temperature=0.1, max_tokens=256))

    assert answer_of(events) == "Hello"
    assert set(server.last(CHAT).json) == {
        "model",
        "messages",
        "stream",
        "max_completion_tokens",
    }


async def test_another_model_is_asked_as_usual(api: ApiClient, server: ScriptedServer) -> None:
    server.on("POST", CHAT, NO_TEMPERATURE, chat_stream())

    await ask(api, question(temperature=0.1))
    await ask(api, question(temperature=0.1, model="another"))

    assert "temperature" in server.last(CHAT).json


async def test_what_was_learnt_outlives_the_client(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    memory = QuirkMemory()
    server.on("POST", CHAT, NO_TEMPERATURE, chat_stream())

    await ask(await open_api(memory=memory), question(temperature=0.1))
    await ask(await open_api(memory=memory), question(temperature=0.1))

    assert len(server.requests) == 3


@pytest.mark.parametrize(
    "refusal",
    [
        error("temperature must be less than or equal to 2"),
        detail([{"loc": ["body", "temperature"], "msg": "Input should be less than 2"}], 422),
        error("The model is not supported"),
    ],
)
async def test_a_value_that_is_wrong_is_the_persons_to_change(
    api: ApiClient, server: ScriptedServer, refusal: Reply
) -> None:
    server.on("POST", CHAT, refusal)

    await ask_until_error(api, RequestRejected, question(temperature=5.0))

    assert len(server.requests) == 1


async def test_a_server_that_refuses_for_ever_is_not_asked_for_ever(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, error("unsupported: temperature, stream_options, top_p"))

    await ask_until_error(api, RequestRejected, question(temperature=0.1, extra={"top_p": 1}))

    assert len(server.requests) == 4
