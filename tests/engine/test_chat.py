"""A person asks, and a real language model answers."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import httpx2
    import openai

MODEL = "SmolLM2-135M-Instruct"
CAPITAL: list[Any] = [
    {"role": "system", "content": "You are a helpful assistant."},
    {"role": "user", "content": "What is the capital of France?"},
]
STORY: list[Any] = [{"role": "user", "content": "Tell me a long story about the sea."}]


def test_a_question_is_answered_whole(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(
        model=MODEL, messages=CAPITAL, temperature=0, max_tokens=24
    )
    assert "Paris" in str(reply.choices[0].message.content)
    assert reply.choices[0].finish_reason in {"stop", "length"}
    assert reply.usage is not None
    assert reply.usage.total_tokens == reply.usage.prompt_tokens + reply.usage.completion_tokens


def test_a_question_is_answered_token_by_token(client: openai.OpenAI) -> None:
    stream = client.chat.completions.create(
        model=MODEL,
        messages=CAPITAL,
        temperature=0,
        max_tokens=8,
        stream=True,
        stream_options={"include_usage": True},
    )
    chunks = list(stream)
    texts = [chunk.choices[0].delta.content for chunk in chunks if chunk.choices]
    assert "Paris" in "".join(text or "" for text in texts)
    assert sum(bool(text) for text in texts) > 4
    assert chunks[-2].choices[0].finish_reason in {"stop", "length"}
    assert chunks[-1].usage is not None
    assert chunks[-1].usage.completion_tokens == 8


def test_usage_is_streamed_only_when_asked_for(client: openai.OpenAI) -> None:
    stream = client.chat.completions.create(
        model=MODEL, messages=CAPITAL, max_tokens=2, stream=True
    )
    assert all(chunk.usage is None and chunk.choices for chunk in stream)


@pytest.mark.parametrize("limit", ["max_tokens", "max_completion_tokens"])
def test_the_length_is_limited(http: httpx2.Client, limit: str) -> None:
    body = {"model": MODEL, "messages": STORY, limit: 3}
    reply = http.post("/chat/completions", json=body).json()
    assert reply["usage"]["completion_tokens"] == 3
    assert reply["choices"][0]["finish_reason"] == "length"


def test_a_stop_string_ends_the_answer(client: openai.OpenAI) -> None:
    reply = client.chat.completions.create(
        model=MODEL, messages=CAPITAL, temperature=0, max_tokens=24, stop=["Paris"]
    )
    assert "Paris" not in str(reply.choices[0].message.content)
    assert reply.choices[0].finish_reason == "stop"


def test_the_same_seed_gives_the_same_answer(client: openai.OpenAI) -> None:
    answers = {
        client.chat.completions.create(
            model=MODEL, messages=STORY, temperature=1, top_p=0.9, max_tokens=12, seed=seed
        )
        .choices[0]
        .message.content
        for seed in (7, 7, 7)
    }
    assert len(answers) == 1


def test_content_may_come_in_parts(client: openai.OpenAI) -> None:
    parts: list[Any] = [
        {"role": "system", "content": [{"type": "text", "text": "You are a helpful assistant."}]},
        {"role": "user", "content": [{"type": "text", "text": CAPITAL[1]["content"]}]},
    ]
    reply = client.chat.completions.create(
        model=MODEL, messages=parts, temperature=0, max_tokens=10
    )
    assert "Paris" in str(reply.choices[0].message.content)


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ({"model": "gpt-4o", "messages": CAPITAL}, 404, "gpt-4o"),
        ({"messages": CAPITAL}, 422, "model"),
        ({"model": MODEL}, 422, "messages"),
        ({"model": MODEL, "messages": []}, 422, "messages"),
        ({"model": MODEL, "messages": "hello"}, 422, "messages"),
        ({"model": MODEL, "messages": [{"role": "wizard", "content": "x"}]}, 422, "role"),
        ({"model": MODEL, "messages": [{"role": "user", "content": 5}]}, 422, "content"),
        ({"model": MODEL, "messages": CAPITAL, "temperature": "hot"}, 422, "temperature"),
        ({"model": MODEL, "messages": CAPITAL, "temperature": 9}, 422, "temperature"),
        ({"model": MODEL, "messages": CAPITAL, "max_tokens": 0}, 422, "max_tokens"),
        ({"model": MODEL, "messages": CAPITAL, "stream": "yes"}, 422, "stream"),
        ({"model": MODEL, "messages": [{"role": "user", "content": "a " * 9000}]}, 400, "context"),
    ],
)
@pytest.mark.parametrize("stream", [False, True])
def test_a_bad_request_says_what_is_wrong(
    http: httpx2.Client, body: dict[str, Any], status: int, word: str, stream: bool
) -> None:
    reply = http.post("/chat/completions", json={"stream": stream, **body})
    assert reply.status_code == status
    assert word in reply.json()["detail"]


@pytest.mark.parametrize("content", [b"{", b"[]", b'"\xff"', b"[" * 5000, b'{"model": "\\ud800"}'])
def test_a_body_that_is_no_json_object_is_refused(http: httpx2.Client, content: bytes) -> None:
    reply = http.post("/chat/completions", content=content)
    assert reply.status_code == 400
    assert set(reply.json()) == {"detail"}


def test_an_answer_nobody_waits_for_is_stopped(http: httpx2.Client) -> None:
    """More streams than the engine has slots are opened and left; the next answer comes at once."""
    endless = {"model": MODEL, "messages": STORY, "stream": True, "max_tokens": 4000}
    for _ in range(4):
        with http.stream("POST", "/chat/completions", json=endless) as stream:
            next(stream.iter_lines())
    started = time.monotonic()
    body = {"model": MODEL, "messages": CAPITAL, "max_tokens": 4}
    assert http.post("/chat/completions", json=body).status_code == 200
    assert time.monotonic() - started < 20  # one left answer alone would take half a minute


def test_a_whole_answer_nobody_waits_for_is_stopped(http: httpx2.Client) -> None:
    import httpx2

    endless = {"model": MODEL, "messages": STORY, "max_tokens": 4000}
    for _ in range(4):
        with pytest.raises(httpx2.ReadTimeout):
            http.post("/chat/completions", json=endless, timeout=0.3)
    body = {"model": MODEL, "messages": CAPITAL, "max_tokens": 4}
    assert http.post("/chat/completions", json=body, timeout=20).status_code == 200
