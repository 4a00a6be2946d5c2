"""The list of models is read from every form that servers give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop_app.core.errors import KeyRejected, NotAnApi, ServiceError
from desktop_app.core.models import ModelInfo, ModelKind, Placement
from tests.servers import Reply, ScriptedServer, play_hub
from tests.servers.replies import detail, html_reply, json_reply, models_list, text_reply

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient
    from tests.service.conftest import OpenApi

MODELS = "/v2/models"


async def test_the_hubs_models_come_with_their_meta_data(
    api: ApiClient, server: ScriptedServer
) -> None:
    play_hub(server)

    models = {model.id: model for model in await api.list_models()}

    llama, jina = models["Llama-3.3-70B-Instruct"], models["jina-embeddings-v2-base-de"]
    assert (llama.max_sequence_length, llama.kind) == (8192, ModelKind.CHAT)
    assert (jina.hidden_size, jina.kind) == (8, ModelKind.EMBEDDING)
    assert llama.placement is Placement.HOSTED_BY_PROVIDER
    assert models["DeepSeek-R1-Distill-Llama-70B"].placement is Placement.UNKNOWN


async def test_fields_of_other_servers_are_kept_as_they_come(
    api: ApiClient, server: ScriptedServer
) -> None:
    entry = {
        "id": "m",
        "object": "model",
        "owned_by": "someone",
        "context_window": 4096,
        "architecture": {"modality": "text"},
        "meta_data": {"hidden_size": 0, "context_window": 8192},
    }
    server.on("GET", MODELS, json_reply({"data": [entry]}))

    assert await api.list_models() == [
        ModelInfo(
            "m",
            {"context_window": 8192, "architecture": {"modality": "text"}, "hidden_size": 0},
            "someone",
        )
    ]


@pytest.mark.parametrize(
    ("reply", "ids"),
    [
        (json_reply([{"id": "a"}, {"id": "b"}]), ["a", "b"]),
        (json_reply({"data": []}), []),
        (json_reply({"models": [{"id": "a"}]}), ["a"]),
        (json_reply({"data": ["a", None, 3, {"name": "x"}, {"id": ""}, {"id": "b"}]}), ["a", "b"]),
        (json_reply({"data": [{"id": "a", "meta_data": None}, {"id": "a"}]}), ["a"]),
        (text_reply('{"data": [{"id": "a"}]}'), ["a"]),
    ],
)
async def test_every_form_of_the_list_is_read(
    api: ApiClient, server: ScriptedServer, reply: Reply, ids: list[str]
) -> None:
    server.on("GET", MODELS, reply)

    assert [model.id for model in await api.list_models()] == ids


@pytest.mark.parametrize(
    "reply",
    [
        html_reply(),
        json_reply({"data": None}),
        json_reply(None),
        json_reply({"hello": "world"}),
        json_reply(3),
        text_reply(""),
        text_reply("welcome"),
    ],
)
async def test_what_is_no_list_is_no_api(
    api: ApiClient, server: ScriptedServer, reply: Reply
) -> None:
    server.on("GET", MODELS, reply)

    with pytest.raises(NotAnApi) as caught:
        await api.list_models()

    assert "<" not in caught.value.detail


async def test_an_error_with_status_200_is_an_error(api: ApiClient, server: ScriptedServer) -> None:
    server.on("GET", MODELS, json_reply({"detail": "maintenance"}))

    with pytest.raises(ServiceError) as caught:
        await api.list_models()

    assert caught.value.detail == "maintenance"


async def test_a_wrong_key_is_told(open_api: OpenApi, server: ScriptedServer) -> None:
    play_hub(server)

    with pytest.raises(KeyRejected):
        await (await open_api(key="sk-wrong-key")).list_models()


async def test_the_audio_base_has_a_list_of_its_own(api: ApiClient, server: ScriptedServer) -> None:
    play_hub(server)

    assert [model.id for model in await api.list_audio_models()] == ["whisper-1"]


async def test_a_server_without_an_audio_base_has_no_audio_models(api: ApiClient) -> None:
    assert await api.list_audio_models() == []


async def test_the_profiles_own_audio_base_is_asked(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    server.on("GET", "/speech/models", models_list({"whisper-9": {}}))
    api = await open_api(audio_base=f"{server.url}/speech")

    assert [model.id for model in await api.list_audio_models()] == ["whisper-9"]


async def test_a_failing_audio_base_is_told(api: ApiClient, server: ScriptedServer) -> None:
    server.on("GET", "/v2/audio/models", detail("no", 500))

    with pytest.raises(ServiceError):
        await api.list_audio_models()
