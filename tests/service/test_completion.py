"""Raw text goes out without a template and its continuation comes back as it is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import aclosing
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.errors import NotFound, RequestRejected
from desktop_app.core.replies import (
    FinishReason,
    ParameterDropped,
    ReplyEvent,
    TextDelta,
    UsageReport,
)
from desktop_app.core.requests import CompletionRequest
from desktop_app.core.tokens import Token
from tests.servers import ScriptedServer, play_hub
from tests.servers.completions import (
    Chosen,
    choice,
    end,
    logprobs_of_chat,
    logprobs_of_completion,
    texts_whole,
)
from tests.servers.replies import completion_stream, completion_whole, error, json_reply, sse
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


EVERYTHING = CompletionRequest(
    model="m",
    prompt="p",
    temperature=0.5,
    top_p=0.9,
    max_tokens=9,
    stop=("##",),
    seed=0,
    n=2,
    echo=True,
    logprobs=5,
)


async def test_every_parameter_goes_by_the_name_of_the_service(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", COMPLETIONS, completion_stream(["a"]))

    await _complete(api, EVERYTHING)

    body = server.last(COMPLETIONS).json
    body.pop("stream_options")
    assert body == {
        "model": "m",
        "prompt": "p",
        "stream": True,
        "temperature": 0.5,
        "top_p": 0.9,
        "max_tokens": 9,
        "stop": ["##"],
        "seed": 0,
        "n": 2,
        "echo": True,
        "logprobs": 5,
    }


def texts_of(events: list[ReplyEvent], count: int) -> list[str]:
    deltas = [event for event in events if isinstance(event, TextDelta)]
    return ["".join(d.text for d in deltas if d.index == index) for index in range(count)]


async def test_texts_that_come_interleaved_are_told_apart(
    api: ApiClient, server: ScriptedServer
) -> None:
    chunks = [choice("one", 1), choice("nought", 0), choice(" more", 1), choice("two", 2)]
    server.on("POST", COMPLETIONS, sse([*chunks, *end("stop", "length", "stop")]))

    events = await _complete(api, EVERYTHING)

    assert texts_of(events, 3) == ["nought", "one more", "two"]
    assert end_of(events).reason is FinishReason.STOP
    assert end_of(events).further == (FinishReason.LENGTH, FinishReason.STOP)


async def test_several_texts_in_one_piece_are_told_apart_also_without_numbers(
    api: ApiClient, server: ScriptedServer
) -> None:
    unnumbered = {"choices": [{"text": "a", "index": 0}, {"text": "b", "index": 0}]}
    server.on("POST", COMPLETIONS, texts_whole("a", "b"), json_reply(unnumbered))

    for _ in range(2):
        assert texts_of(await _complete(api, EVERYTHING), 2) == ["a", "b"]


@pytest.mark.parametrize("form", [logprobs_of_completion, logprobs_of_chat])
async def test_tokens_come_with_their_text(
    api: ApiClient, server: ScriptedServer, form: Callable[..., object]
) -> None:
    tokens = [Chosen(" Paris", 0.8, {" the": 0.1}), Chosen(".", None)]
    chunks = [choice(token.text, logprobs=form([token])) for token in tokens]
    server.on("POST", COMPLETIONS, sse([*chunks, *end("stop")]))

    first, second = (e for e in await _complete(api, EVERYTHING) if isinstance(e, TextDelta))

    (paris,) = first.tokens
    assert paris.probability == pytest.approx(0.8)
    assert [other.text for other in paris.alternatives] == [" Paris", " the"]
    assert second.tokens == (Token(".", None),)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("logprobs is not supported with this model", "logprobs"),
        ("log probabilities are not supported", "logprobs"),
        ("Unsupported parameter: 'n'", "n"),
        ("n > 1 is not supported with stream", "n"),
        ("echo is not supported", "echo"),
        ("Unknown field: seed", "seed"),
    ],
)
async def test_what_a_model_refuses_is_left_out_and_told_once(
    api: ApiClient, server: ScriptedServer, words: str, name: str
) -> None:
    server.on("POST", COMPLETIONS, error(words), completion_stream(["a"]))

    first, second = await _complete(api, EVERYTHING), await _complete(api, EVERYTHING)

    assert first[0] == ParameterDropped(name)
    assert not any(isinstance(event, ParameterDropped) for event in second)
    assert [name in sent.json for sent in server.requests] == [True, False, False]


async def test_a_letter_n_in_other_words_is_no_parameter(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", COMPLETIONS, error("The model doesn't support this, don't ask; not allowed"))

    with pytest.raises(RequestRejected):
        await _complete(api, EVERYTHING)

    assert len(server.requests) == 1
