"""A text is continued as it stands, without a chat template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import httpx2
    import openai

MODEL = "SmolLM2-135M-Instruct"


def test_a_text_is_continued(client: openai.OpenAI) -> None:
    reply = client.completions.create(
        model=MODEL, prompt="The capital of France is", temperature=0, max_tokens=4
    )
    assert "Paris" in reply.choices[0].text
    assert reply.usage is not None
    assert reply.usage.completion_tokens == 4


def test_the_guides_prompt_is_continued_as_a_stream(client: openai.OpenAI) -> None:
    """The model would end this text at once, and a person would see nothing."""
    stream = client.completions.create(
        model=MODEL,
        prompt="What is the Python programming language?",
        stream=True,
        temperature=0.2,
        max_tokens=8,
        stream_options={"include_usage": True},
    )
    chunks = list(stream)
    assert "".join(chunk.choices[0].text for chunk in chunks if chunk.choices).strip()
    assert chunks[-2].choices[0].finish_reason in {"stop", "length"}
    assert chunks[-1].usage is not None


def test_a_stop_string_ends_the_text(client: openai.OpenAI) -> None:
    reply = client.completions.create(
        model=MODEL, prompt="1, 2, 3,", temperature=0, max_tokens=20, stop=["6"]
    )
    assert "5" in reply.choices[0].text
    assert "6" not in reply.choices[0].text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"model": "gpt-4o", "prompt": "x"}, 404),
        ({"model": MODEL}, 422),
        ({"model": MODEL, "prompt": ["a", "b"]}, 422),
        ({"model": MODEL, "prompt": "a " * 9000}, 400),
        ({"model": MODEL, "prompt": "a", "n": 9}, 422),
        ({"model": MODEL, "prompt": "a", "logprobs": 21}, 422),
        ({"model": MODEL, "prompt": "a", "echo": "yes"}, 422),
    ],
)
def test_a_bad_request_is_refused(http: httpx2.Client, body: dict[str, Any], status: int) -> None:
    reply = http.post("/completions", json=body)
    assert reply.status_code == status
    assert set(reply.json()) == {"detail"}


def test_probabilities_come_in_the_form_of_completions(client: openai.OpenAI) -> None:
    reply = client.completions.create(
        model=MODEL, prompt="The capital of France is", temperature=0, max_tokens=3, logprobs=2
    )
    (choice,) = reply.choices
    logprobs = choice.logprobs
    assert logprobs is not None
    assert "".join(logprobs.tokens or []) == choice.text
    assert all(number <= 0 for number in logprobs.token_logprobs or [])
    assert [len(top) for top in logprobs.top_logprobs or []] == [2, 2, 2]
    assert (logprobs.text_offset or [])[0] == len("The capital of France is")


def test_streamed_tokens_bring_their_probabilities(client: openai.OpenAI) -> None:
    stream = client.completions.create(
        model=MODEL, prompt="1, 2, 3,", stream=True, temperature=0, max_tokens=3, logprobs=0
    )
    choices = [chunk.choices[0] for chunk in stream if chunk.choices and chunk.choices[0].text]
    assert choices
    offset = len("1, 2, 3,")
    for choice in choices:
        assert choice.logprobs is not None
        assert choice.logprobs.tokens == [choice.text]
        assert choice.logprobs.text_offset == [offset]
        assert choice.logprobs.top_logprobs == [{}]
        offset += len(choice.text)


def several(client: openai.OpenAI, n: int) -> openai.types.Completion:
    return client.completions.create(
        model=MODEL, prompt="Once", n=n, seed=1, max_tokens=4, temperature=1.5
    )


def test_several_texts_are_numbered_and_differ(client: openai.OpenAI) -> None:
    whole = several(client, 3)
    streamed = dict.fromkeys(range(3), "")
    for chunk in client.completions.create(
        model=MODEL, prompt="Once", n=3, seed=1, max_tokens=4, temperature=1.5, stream=True
    ):
        for choice in chunk.choices:
            streamed[choice.index] += choice.text
    assert [choice.index for choice in whole.choices] == [0, 1, 2]
    assert [choice.text for choice in whole.choices] == list(streamed.values())
    assert len(set(streamed.values())) > 1


def test_the_prompt_counts_once_for_several_texts(client: openai.OpenAI) -> None:
    one, two = several(client, 1).usage, several(client, 2).usage
    assert one is not None
    assert two is not None
    assert two.prompt_tokens == one.prompt_tokens
    assert two.completion_tokens > one.completion_tokens


def test_the_same_seed_writes_the_same_text(client: openai.OpenAI) -> None:
    texts = {several(client, 1).choices[0].text for _ in range(2)}
    assert len(texts) == 1


def test_an_echoed_prompt_comes_first_and_without_a_probability(client: openai.OpenAI) -> None:
    prompt = "The capital of France is"
    reply = client.completions.create(
        model=MODEL, prompt=prompt, echo=True, temperature=0, max_tokens=2, logprobs=1
    )
    (choice,) = reply.choices
    assert choice.text.startswith(prompt)
    assert "Paris" in choice.text
    assert choice.logprobs is not None
    assert (choice.logprobs.tokens or [])[0] == prompt
    assert choice.logprobs.model_dump()["token_logprobs"][0] is None
    assert (choice.logprobs.text_offset or [])[:2] == [0, len(prompt)]
