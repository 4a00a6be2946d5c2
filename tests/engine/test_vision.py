"""A picture is read for its text, and the model says that it sees nothing else."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest

if TYPE_CHECKING:
    import httpx2
    import openai

MODEL = "local-ocr"
QUESTION = "What is the total?"


def picture(*lines: str) -> str:
    """A data URL of black words on white."""
    paper = np.full((60 + 70 * len(lines), 640, 3), 255, np.uint8)
    for i, line in enumerate(lines):
        place = (30, 70 + 70 * i)
        cv2.putText(paper, line, place, cv2.FONT_HERSHEY_SIMPLEX, 1.6, (0, 0, 0), 3)
    return data_url(cv2.imencode(".png", paper)[1].tobytes())


def data_url(content: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(content).decode()}"


def question_about(url: str, text: str = QUESTION) -> dict[str, Any]:
    image = {"type": "image_url", "image_url": {"url": url}}
    return {"role": "user", "content": [{"type": "text", "text": text}, image]}


def ask(client: openai.OpenAI, messages: list[Any], **options: Any) -> str:
    """The answer to the guide's request shape."""
    reply = client.chat.completions.create(
        model=MODEL, messages=messages, max_tokens=40, temperature=0.01, **options
    )
    return str(reply.choices[0].message.content)


@pytest.fixture(scope="module")
def invoice() -> str:
    return picture("Invoice 4711", "Total: 128.50 EUR")


def test_it_is_listed_as_a_model_that_sees_text_only(client: openai.OpenAI) -> None:
    meta_data = client.models.retrieve(MODEL).model_dump()["meta_data"]
    assert meta_data["input_modalities"] == ["text", "image"]
    assert "only the text" in meta_data["display_name"]


def test_the_text_in_a_picture_is_read_and_a_question_answered(
    client: openai.OpenAI, invoice: str
) -> None:
    messages: list[Any] = [question_about(invoice)]
    stream = client.chat.completions.create(
        model=MODEL,
        messages=messages,
        max_tokens=40,
        temperature=0.01,
        stream=True,
    )
    answer = "".join(chunk.choices[0].delta.content or "" for chunk in stream)
    preface, _, conclusion = answer.rpartition("\n\n")
    assert preface.startswith("This model sees only the text in a picture")
    assert "> Invoice 4711" in preface
    assert "128.50" in conclusion


def test_later_answers_do_not_say_it_again(client: openai.OpenAI, invoice: str) -> None:
    first = question_about(invoice)
    said = {"role": "assistant", "content": "The total is 128.50 EUR."}
    asked = {"role": "user", "content": "What is the number of the invoice?"}
    answer = ask(client, [first, said, asked])
    assert answer
    assert "sees only" not in answer


def test_a_picture_without_text_gets_an_honest_answer(client: openai.OpenAI) -> None:
    answer = ask(client, [question_about(picture())])
    assert "found no text" in answer
    assert "sees only the text" in answer


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("https://example.org/cat.png", "fetches nothing"),
        ("http://example.org/cat.png", "fetches nothing"),
        ("file:///etc/passwd", "data URL"),
        ("data:text/html;base64,PGI+", "data URL"),
        ("data:image/png;base64,???", "base64"),
        (data_url(b"no picture"), "cannot be read"),
        (data_url(b""), "cannot be read"),
        (data_url(b"\x89PNG\r\n\x1a\n" + b"\0" * 40), "cannot be read"),
    ],
)
def test_a_picture_that_cannot_be_read_is_refused(http: httpx2.Client, url: str, word: str) -> None:
    body = {"model": MODEL, "messages": [question_about(url)]}
    reply = http.post("/chat/completions", json=body)
    assert reply.status_code == 400
    assert word in reply.json()["detail"]


def test_a_picture_too_large_for_the_memory_is_refused(http: httpx2.Client) -> None:
    """A few kilobytes that would unfold to 300 megabytes."""
    bomb = cv2.imencode(".png", np.zeros((10_000, 10_000), np.uint8))[1].tobytes()
    body = {"model": MODEL, "messages": [question_about(data_url(bomb))]}
    reply = http.post("/chat/completions", json=body)
    assert reply.status_code == 400
    assert "pixels" in reply.json()["detail"]


def test_the_language_model_alone_refuses_pictures(http: httpx2.Client, invoice: str) -> None:
    body = {"model": "SmolLM2-135M-Instruct", "messages": [question_about(invoice)]}
    reply = http.post("/chat/completions", json=body)
    assert reply.status_code == 400
    assert MODEL in reply.json()["detail"]
