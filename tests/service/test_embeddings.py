"""Vectors come back in order and complete, in batches that the server takes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.errors import ContextOverflow, InvalidReply, RequestRejected, ServiceError
from tests.servers import Reply, Request, ScriptedServer, play_hub
from tests.servers.hub import vector_of
from tests.servers.replies import detail, embeddings, error, html_reply, json_reply

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient
    from tests.service.conftest import OpenApi

EMBEDDINGS = "/v2/embeddings"
JINA = "jina-embeddings-v2-base-de"
GUIDE = (
    "I am Batman and I'm rich",
    "I am Spiderman",
    "I am Ironman and I'm a bilionaire",
    "I am Flash",
    "I am the president of USA",
)


async def test_the_five_texts_of_the_guide(api: ApiClient, server: ScriptedServer) -> None:
    play_hub(server)

    batch = await api.embed(JINA, GUIDE)

    assert batch.vectors == tuple(tuple(vector_of(text)) for text in GUIDE)
    assert (batch.model, batch.prompt_tokens, batch.total_tokens) == (JINA, 31, 31)
    body = server.last(EMBEDDINGS).json
    assert (body["model"], body["input"]) == (JINA, list(GUIDE))


@pytest.mark.parametrize("encoding", ["float", "base64"])
async def test_both_encodings_are_understood_whatever_was_asked(
    api: ApiClient, server: ScriptedServer, encoding: str
) -> None:
    server.on("POST", EMBEDDINGS, embeddings([[0.5, -1.0], [2.0, 0.25]], encoding=encoding))

    batch = await api.embed(JINA, ["a", "b"])

    assert batch.vectors == ((0.5, -1.0), (2.0, 0.25))


async def test_vectors_out_of_order_are_sorted(api: ApiClient, server: ScriptedServer) -> None:
    data = [{"index": 1, "embedding": [1.0]}, {"index": 0, "embedding": [0.5]}]
    server.on("POST", EMBEDDINGS, json_reply({"data": data}))

    batch = await api.embed(JINA, ["a", "b"])

    assert batch.vectors == ((0.5,), (1.0,))
    assert (batch.prompt_tokens, batch.model) == (None, JINA)


def _data(*vectors: object, indexes: tuple[object, ...] = ()) -> Reply:
    numbers = indexes or tuple(range(len(vectors)))
    entries = [
        {"index": i, "embedding": vector} for i, vector in zip(numbers, vectors, strict=True)
    ]
    return json_reply({"data": entries})


@pytest.mark.parametrize(
    "reply",
    [
        _data([1.0]),
        _data([1.0], [1.0], [1.0]),
        _data([1.0], [1.0, 2.0]),
        _data([1.0], [math.nan]),
        _data([1.0], [math.inf]),
        _data([1.0], []),
        _data([1.0], None),
        _data([1.0], "not base64!"),
        _data([1.0], ["a"]),
        _data([1.0], [1.0], indexes=(0, 0)),
        _data([1.0], [1.0], indexes=(0, None)),
        json_reply({"data": []}),
        json_reply({"data": None}),
        json_reply([]),
        html_reply(),
    ],
)
async def test_vectors_that_cannot_be_used_are_refused(
    api: ApiClient, server: ScriptedServer, reply: Reply
) -> None:
    server.on("POST", EMBEDDINGS, reply)

    with pytest.raises(InvalidReply):
        await api.embed(JINA, ["a", "b"])


async def test_many_texts_go_out_in_batches_and_progress_is_told(
    api: ApiClient, server: ScriptedServer
) -> None:
    play_hub(server)
    texts = [f"text {number}" for number in range(70)]
    progress: list[tuple[int, int]] = []

    batch = await api.embed(JINA, texts, lambda done, total: progress.append((done, total)))

    assert [len(request.json["input"]) for request in server.requests] == [32, 32, 6]
    assert progress == [(32, 70), (64, 70), (70, 70)]
    assert batch.vectors == tuple(tuple(vector_of(text)) for text in texts)
    assert batch.total_tokens == 3 * 31


@pytest.mark.parametrize(
    "refusal", [error("batch size must be at most 8"), detail("Payload Too Large", 413)]
)
async def test_a_batch_that_is_too_large_is_halved_and_the_size_remembered(
    api: ApiClient, server: ScriptedServer, refusal: Reply
) -> None:
    def answer(request: Request) -> Reply:
        texts = request.json["input"]
        return refusal if len(texts) > 8 else embeddings([vector_of(text) for text in texts])

    server.on("POST", EMBEDDINGS, answer)
    texts = [f"text {number}" for number in range(20)]

    await api.embed(JINA, texts)
    first = [len(request.json["input"]) for request in server.requests]
    await api.embed(JINA, texts[:8])

    assert first == [20, 10, 5, 5, 5, 5]
    assert [len(request.json["input"]) for request in server.requests[len(first) :]] == [5, 3]


async def test_one_text_that_is_too_long_is_told(api: ApiClient, server: ScriptedServer) -> None:
    server.on("POST", EMBEDDINGS, error("maximum context length is 512 tokens"))

    with pytest.raises(ContextOverflow):
        await api.embed(JINA, ["a" * 9000])

    assert len(server.requests) == 1


async def test_other_refusals_are_not_taken_for_a_batch_too_large(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", EMBEDDINGS, error("not an embedding model"))

    with pytest.raises(RequestRejected):
        await api.embed(JINA, GUIDE)

    assert len(server.requests) == 1


async def test_numbers_are_asked_for_when_base64_is_refused(
    api: ApiClient, server: ScriptedServer
) -> None:
    refusal = detail("encoding_format base64 is not supported", 400)
    server.on("POST", EMBEDDINGS, refusal, embeddings([[1.0]]))

    await api.embed(JINA, ["a"])
    await api.embed(JINA, ["a"])

    formats = [request.json["encoding_format"] for request in server.requests]
    assert formats == ["base64", "float", "float"]


async def test_an_error_with_status_200_is_an_error(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    server.on("POST", EMBEDDINGS, json_reply({"error": {"message": "overloaded"}}))

    with pytest.raises(ServiceError) as caught:
        await (await open_api()).embed(JINA, ["a"])

    assert caught.value.detail == "overloaded"


async def test_no_texts_no_call(api: ApiClient, server: ScriptedServer) -> None:
    assert (await api.embed(JINA, [])).vectors == ()
    assert not server.requests
