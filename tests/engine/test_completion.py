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
    ],
)
def test_a_bad_request_is_refused(http: httpx2.Client, body: dict[str, Any], status: int) -> None:
    reply = http.post("/completions", json=body)
    assert reply.status_code == status
    assert set(reply.json()) == {"detail"}
