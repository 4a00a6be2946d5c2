"""The small model really calls the tools of a person, and answers from their results."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import httpx2
    import openai

MODEL = "SmolLM2-135M-Instruct"
SYSTEM = (
    "Don't make assumptions about what values to plug into functions. "
    "Ask for clarification if a user request is ambiguous."
)
WEATHER: dict[str, Any] = {
    "type": "function",
    "function": {
        "name": "get_current_weather",
        "description": "Get the current weather",
        "parameters": {
            "type": "object",
            "properties": {
                "location": {
                    "type": "string",
                    "description": "The city and state, e.g. San Francisco, CA",
                },
                "format": {
                    "type": "string",
                    "enum": ["celsius", "fahrenheit"],
                    "description": "The temperature unit to use. "
                    "Infer this from the users location.",
                },
            },
            "required": ["location", "format"],
        },
    },
}
CLOCK: dict[str, Any] = {
    "type": "function",
    "function": {
        "name": "current_time",
        "description": "Tell the current date and time",
        "parameters": {"type": "object", "properties": {}},
    },
}


def conversation(question: str = "What's the weather like today in Hamburg") -> list[Any]:
    return [{"role": "system", "content": SYSTEM}, {"role": "user", "content": question}]


def ask(client: openai.OpenAI, messages: list[Any], **options: Any) -> Any:
    return client.chat.completions.create(
        model=MODEL, messages=messages, **{"tools": [WEATHER], **options}
    ).choices[0]


def test_the_guides_question_calls_the_weather(client: openai.OpenAI) -> None:
    choice = ask(client, conversation())
    (call,) = choice.message.tool_calls
    assert choice.message.content is None
    assert choice.finish_reason == "tool_calls"
    assert (call.type, call.function.name) == ("function", "get_current_weather")
    assert call.function.arguments == '{"location":"Hamburg","format":"celsius"}'


def test_a_streamed_call_is_the_same(client: openai.OpenAI) -> None:
    options: Any = {"tools": [WEATHER], "stream_options": {"include_usage": True}}
    chunks = list(
        client.chat.completions.create(model=MODEL, messages=conversation(), stream=True, **options)
    )
    deltas = [
        delta
        for chunk in chunks
        for choice in chunk.choices
        for delta in choice.delta.tool_calls or []
    ]
    assert {delta.index for delta in deltas} == {0}
    assert deltas[0].id
    assert deltas[0].function.name == "get_current_weather"
    arguments = "".join(delta.function.arguments for delta in deltas)
    assert json.loads(arguments) == {"location": "Hamburg", "format": "celsius"}
    assert chunks[-2].choices[0].finish_reason == "tool_calls"
    assert chunks[-1].usage is not None


@pytest.mark.parametrize(
    ("fact", "word", "stream"),
    [("14 degrees celsius, light rain", "rain", False), ('{"sky": "fog"}', "fog", True)],
)
def test_the_answer_is_made_from_the_result(
    client: openai.OpenAI, fact: str, word: str, stream: bool
) -> None:
    function = {"name": "get_current_weather", "arguments": '{"location":"Hamburg"}'}
    call = {"id": "call_1", "type": "function", "function": function}
    messages = [
        *conversation(),
        {"role": "assistant", "content": None, "tool_calls": [call]},
        {"role": "tool", "tool_call_id": "call_1", "content": fact},
    ]
    options: Any = {"tools": [WEATHER], "temperature": 0, "max_tokens": 30}
    reply: Any = client.chat.completions.create(
        model=MODEL, messages=messages, stream=stream, **options
    )
    answer = (
        "".join(chunk.choices[0].delta.content or "" for chunk in reply)
        if stream
        else reply.choices[0].message.content
    )
    assert word in answer.lower()


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Wie ist das Wetter in Köln?", "get_current_weather"),
        ("What time is it?", "current_time"),
        ("Tell me a joke", None),
        ("Thanks, that was helpful!", None),
    ],
)
def test_auto_calls_only_what_the_question_needs(
    client: openai.OpenAI, question: str, expected: str | None
) -> None:
    choice = ask(client, conversation(question), tools=[WEATHER, CLOCK], max_tokens=40)
    called = choice.message.tool_calls
    assert (called[0].function.name if called else None) == expected
    if expected is None:
        assert choice.message.content


def test_none_never_calls(client: openai.OpenAI) -> None:
    choice = ask(client, conversation(), tool_choice="none", max_tokens=8)
    assert choice.message.tool_calls is None
    assert choice.message.content


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("required", "get_current_weather"),
        ({"type": "function", "function": {"name": "current_time"}}, "current_time"),
    ],
)
def test_required_and_named_always_call(client: openai.OpenAI, choice: Any, expected: str) -> None:
    messages = conversation("Tell me a joke about the rain in Rome")
    message = ask(client, messages, tools=[WEATHER, CLOCK], tool_choice=choice).message
    assert message.tool_calls[0].function.name == expected
    assert isinstance(json.loads(message.tool_calls[0].function.arguments), dict)


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"tools": "weather"}, "tools"),
        ({"tools": [{"type": "function"}]}, "name"),
        ({"tools": [WEATHER], "tool_choice": "maybe"}, "tool_choice"),
        ({"tools": [WEATHER], "tool_choice": {"function": {"name": "nope"}}}, "tool_choice"),
        ({"tool_choice": "required"}, "tools"),
    ],
)
def test_a_bad_definition_says_what_is_wrong(
    http: httpx2.Client, options: dict[str, Any], word: str
) -> None:
    body = {"model": MODEL, "messages": conversation(), **options}
    reply = http.post("/chat/completions", json=body)
    assert reply.status_code == 422
    assert word in reply.json()["detail"]


def test_too_long_a_question_is_refused_before_the_call_begins(http: httpx2.Client) -> None:
    body = {
        "model": MODEL,
        "messages": conversation("weather " * 9000),
        "tools": [WEATHER],
        "tool_choice": "required",
        "stream": True,
    }
    reply = http.post("/chat/completions", json=body)
    assert reply.status_code == 400
    assert "context" in reply.json()["detail"]


def test_an_answer_in_json_fits_its_schema(client: openai.OpenAI) -> None:
    legs = {"type": "integer", "minimum": 0, "maximum": 100}
    schema = {
        "type": "object",
        "properties": {"n": legs},
        "required": ["n"],
        "additionalProperties": False,
    }
    choice = ask(
        client,
        conversation("How many legs has a spider?"),
        tools=[],
        response_format={"type": "json_schema", "json_schema": {"name": "n", "schema": schema}},
        temperature=0,
        max_tokens=64,
    )
    assert isinstance(json.loads(choice.message.content)["n"], int)
