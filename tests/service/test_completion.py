"""Raw text goes out without a template and its continuation comes back as it is."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.errors import NotFound, RequestRejected
from desktop_app.core.replies import FinishReason, ReplyEvent, TextDelta, UsageReport
from desktop_app.core.requests import CompletionRequest
from tests.servers import ScriptedServer, play_hub
from tests.servers.replies import completion_stream, completion_whole
from tests.service.asking import answer_of, end_of, usage_of

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient

COMPLETIONS = "/v2/completions"
GUIDE = CompletionRequest(
    model="Llama-3.3-70B-Instruct",
    prompt="What is the Python programming language?",
    temperature=0.2,
    max_tokens=128,
)


async def _complete(api: ApiClient, request: CompletionRequest) -> list[ReplyEvent]:
    async with aclosing(api.stream_completion(request)) as events:
        return [event async for event in events]


async def test_the_request_has_the_shape_of_the_guide(
    api: ApiClient, server: ScriptedServer
) -> None:
    play_hub(server)

    await _complete(api, GUIDE)

    body = server.last(COMPLETIONS).json
    assert body.pop("stream_options") == {"include_usage": True}
    assert body == {
        "model": "Llama-3.3-70B-Instruct",
        "prompt": "What is the Python programming language?",
        "stream": True,
        "temperature": 0.2,
        "max_tokens": 128,
    }


@pytest.mark.parametrize("stream", [True, False])
async def test_streamed_and_whole_completions_give_the_same_events(
    api: ApiClient, server: ScriptedServer, stream: bool
) -> None:
    reply = completion_stream(["Py", "thon"]) if stream else completion_whole("Python")
    server.on("POST", COMPLETIONS, reply)
    request = CompletionRequest(model="m", prompt="p", stream=stream, stop=("##",))

    events = await _complete(api, request)

    assert answer_of(events) == "Python"
    assert usage_of(events) == UsageReport(31, 12, 43)
    assert end_of(events).reason is FinishReason.STOP
    assert server.last(COMPLETIONS).json["stop"] == ["##"]


async def test_raw_text_is_left_as_it_is(api: ApiClient, server: ScriptedServer) -> None:
    server.on("POST", COMPLETIONS, completion_stream(["<think>", " a "]))

    events = await _complete(api, GUIDE)

    assert events[:2] == [TextDelta("<think>"), TextDelta(" a ")]


async def test_a_model_or_a_server_without_raw_completion_is_told(
    api: ApiClient, server: ScriptedServer
) -> None:
    with pytest.raises(NotFound):
        await _complete(api, GUIDE)
    play_hub(server)
    with pytest.raises(RequestRejected):
        await _complete(api, CompletionRequest(model="gpt-4-turbo-128k-france", prompt="p"))
