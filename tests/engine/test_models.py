"""The list of models tells a person what there is and that it stays on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openai
import pytest

if TYPE_CHECKING:
    import httpx2

FIELDS = {
    "max_sequence_length", "hidden_size", "max_output_length", "model_type", "deployment_country",
    "is_externally_hosted", "license", "display_name", "input_modalities", "output_modalities",
}  # fmt: skip


def meta_data(client: openai.OpenAI, model_id: str) -> dict[str, object]:
    found: dict[str, object] = client.models.retrieve(model_id).model_dump()["meta_data"]
    return found


def test_every_model_has_the_fields_of_the_hub(client: openai.OpenAI) -> None:
    for model in client.models.list().data:
        told = meta_data(client, model.id)
        assert set(told) == FIELDS
        assert told["deployment_country"] == "this computer"
        assert told["is_externally_hosted"] is False


@pytest.mark.parametrize(
    ("model_id", "expected"),
    [
        ("SmolLM2-135M-Instruct", {"model_type": "LLM", "max_sequence_length": 8192}),
        ("multilingual-e5-small", {"model_type": "EMBEDDING", "hidden_size": 384}),
    ],
)
def test_a_model_says_what_it_is_for(
    client: openai.OpenAI, model_id: str, expected: dict[str, object]
) -> None:
    assert expected.items() <= meta_data(client, model_id).items()


def test_an_unknown_model_is_not_found(client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError) as caught:
        client.models.retrieve("gpt-4o")
    assert "gpt-4o" in caught.value.response.json()["detail"]


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/nothing", 404), ("PUT", "/models", 405)]
)
def test_a_wrong_request_line_is_answered_in_the_hubs_shape(
    http: httpx2.Client, method: str, path: str, status: int
) -> None:
    reply = http.request(method, path)
    assert reply.status_code == status
    assert set(reply.json()) == {"detail"}


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer x"}, {"Authorization": "x"}])
def test_every_other_key_is_refused(http: httpx2.Client, headers: dict[str, str]) -> None:
    reply = http.get("/models", headers={"Authorization": "", **headers})
    assert reply.status_code == 401
    assert set(reply.json()) == {"detail"}
