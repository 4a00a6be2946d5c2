"""Texts become vectors that know German and English."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    import httpx2
    import openai
    from numpy.typing import NDArray

MODEL = "multilingual-e5-small"
GUIDE = [
    "I am Batman and I'm rich",
    "I am Spiderman",
    "I am Ironman and I'm a bilionaire",
    "I am Flash",
    "I am the president of USA",
]


def embed(client: openai.OpenAI, texts: list[str], **options: Any) -> NDArray[np.float32]:
    reply = client.embeddings.create(model=MODEL, input=texts, **options)
    return np.array([item.embedding for item in reply.data], dtype=np.float32)


def test_the_guides_texts_become_five_vectors(client: openai.OpenAI) -> None:
    reply = client.embeddings.create(model=MODEL, input=GUIDE)
    assert [item.index for item in reply.data] == [0, 1, 2, 3, 4]
    assert {len(item.embedding) for item in reply.data} == {384}
    assert reply.usage.prompt_tokens == reply.usage.total_tokens > 25


def test_the_rich_heroes_are_nearest(client: openai.OpenAI) -> None:
    vectors = embed(client, GUIDE)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    likeness = vectors @ vectors.T - 2 * np.eye(5)
    assert int(likeness[0].argmax()) == 2


def test_a_german_question_finds_the_english_passage(client: openai.OpenAI) -> None:
    passages = embed(client, ["The cat sleeps on the sofa.", "The stock market fell today."])
    question = embed(client, ["Wo ist die Katze?"], extra_body={"input_type": "query"})
    assert int((passages @ question[0]).argmax()) == 0


def test_floats_and_base64_are_the_same_vector(http: httpx2.Client) -> None:
    made = {}
    for encoding in ("float", "base64"):
        body = {"model": MODEL, "input": "hello", "encoding_format": encoding}
        made[encoding] = http.post("/embeddings", json=body).json()["data"][0]["embedding"]
    decoded = np.frombuffer(base64.b64decode(made["base64"]), dtype="<f4")
    assert np.array_equal(decoded, np.array(made["float"], dtype=np.float32))


@pytest.mark.parametrize(
    ("body", "status", "word"),
    [
        ({"model": "ada", "input": "x"}, 404, "ada"),
        ({"model": "SmolLM2-135M-Instruct", "input": "x"}, 404, "SmolLM2"),
        ({"model": MODEL}, 422, "input"),
        ({"model": MODEL, "input": []}, 422, "input"),
        ({"model": MODEL, "input": [1, 2]}, 422, "input"),
        ({"model": MODEL, "input": "x", "input_type": "song"}, 422, "input_type"),
        ({"model": MODEL, "input": "x", "encoding_format": "hex"}, 422, "encoding_format"),
        ({"model": MODEL, "input": "x", "dimensions": 8}, 422, "dimensions"),
    ],
)
def test_a_bad_request_says_what_is_wrong(
    http: httpx2.Client, body: dict[str, Any], status: int, word: str
) -> None:
    reply = http.post("/embeddings", json=body)
    assert reply.status_code == status
    assert word in reply.json()["detail"]
