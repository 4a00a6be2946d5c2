"""A person learns what the server says to the key, and what it can do."""

from __future__ import annotations

import asyncio
import io
import wave

import pytest

from desktop_app.core.credentials import Credentials
from desktop_app.core.diagnosis import Fact, Stage
from desktop_app.core.findings import Finding, StageState
from desktop_app.core.models import ModelInfo
from desktop_app.service.diagnosis.smallest_model import smallest_chat_models
from tests.servers import HUB_KEY, Reply, ScriptedServer, UploadedFile
from tests.servers.replies import (
    chat_whole,
    detail,
    error,
    html_reply,
    json_reply,
    models_list,
    text_reply,
    transcription,
)
from tests.service.diagnosis.testing import diagnosed, ends_at

MODELS = "/v2/models"
CHAT = "/v2/chat/completions"


async def test_a_working_server_is_said_to_work(hub: ScriptedServer) -> None:
    results = await diagnosed(hub.base_url)

    assert results[Stage.KEY].finding is Finding.FINE
    assert results[Stage.MODELS].facts[Fact.MODEL_COUNT] == 6
    assert results[Stage.CHAT].facts[Fact.MODEL] == "Llama-3.3-70B-Instruct"
    asked = hub.last(CHAT).json
    assert asked["max_tokens"] == 1
    assert "stream" not in asked


async def test_recordings_go_below_a_base_of_their_own(hub: ScriptedServer) -> None:
    result = (await diagnosed(hub.base_url))[Stage.AUDIO]

    assert result.finding is Finding.OWN_AUDIO_BASE
    assert result.facts[Fact.URL] == f"{hub.base_url}/audio"
    sent = hub.last("/v2/audio/audio/transcriptions").fields["file"]
    assert isinstance(sent, UploadedFile)
    with wave.open(io.BytesIO(sent.content)) as sound:
        assert sound.getnframes() == sound.getframerate()  # a second


async def test_recordings_go_below_the_plain_base(hub: ScriptedServer) -> None:
    hub.on("POST", "/v2/audio/transcriptions", transcription(""))

    assert (await diagnosed(hub.base_url))[Stage.AUDIO].finding is Finding.FINE
    results = await diagnosed(hub.base_url, audio_base=f"{hub.base_url}/nowhere")
    assert results[Stage.AUDIO].finding is Finding.OTHER_AUDIO_BASE
    assert results[Stage.AUDIO].facts[Fact.URL] == hub.base_url


@pytest.mark.parametrize(
    ("reply", "finding"),
    [
        (detail("Invalid API key", 401), Finding.KEY_REFUSED),
        (detail("Not in your plan", 403), Finding.ACCESS_DENIED),
    ],
)
async def test_a_key_that_is_refused_and_one_without_rights_are_told_apart(
    server: ScriptedServer, reply: Reply, finding: Finding
) -> None:
    server.on("GET", MODELS, reply)

    assert ends_at(await diagnosed(server.base_url), Stage.KEY) is finding


async def test_a_key_is_missing(hub: ScriptedServer) -> None:
    assert ends_at(await diagnosed(hub.base_url, ""), Stage.KEY) is Finding.KEY_MISSING


async def test_a_key_that_cannot_be_sent(hub: ScriptedServer) -> None:
    assert ends_at(await diagnosed(hub.base_url, "schlüssel"), Stage.KEY) is Finding.KEY_UNUSABLE
    assert not hub.requests


async def test_a_server_that_never_looks_at_the_key(server: ScriptedServer) -> None:
    server.on("GET", MODELS, models_list({"tiny": {}}))
    server.on("POST", CHAT, detail("Invalid API key", 401))

    results = await diagnosed(server.base_url)
    assert results[Stage.KEY].finding is Finding.KEY_NOT_CHECKED
    assert results[Stage.CHAT].finding is Finding.KEY_REFUSED

    assert (await diagnosed(server.base_url, ""))[Stage.KEY].finding is Finding.KEY_NOT_NEEDED


@pytest.mark.parametrize(
    ("reply", "finding"),
    [
        (html_reply(), Finding.WEB_PAGE),
        (html_reply(status=403), Finding.WEB_PAGE),
        (detail("Not Found", 404), Finding.NOT_FOUND),
        (detail("Internal error", 500), Finding.SERVER_FAILED),
        (Reply(307, {"location": "https://login.example/"}), Finding.REDIRECTED),
        (json_reply({"hello": "world"}), Finding.NOT_AN_API),
        (text_reply("It works!"), Finding.NOT_AN_API),
        (json_reply({"error": {"message": "bad", "code": 400}}), Finding.REQUEST_REFUSED),
    ],
)
async def test_what_comes_in_place_of_a_list_is_named(
    server: ScriptedServer, reply: Reply, finding: Finding
) -> None:
    server.on("GET", MODELS, reply)

    results = await diagnosed(server.base_url)

    assert results[Stage.KEY].finding is Finding.KEY_UNDECIDED
    assert ends_at(results, Stage.MODELS) is finding


async def test_too_many_requests_are_no_failure_of_the_connection(server: ScriptedServer) -> None:
    server.on("GET", MODELS, detail("Slow down", 429))

    results = await diagnosed(server.base_url)

    assert results[Stage.MODELS].state is StageState.WARNED
    assert results[Stage.CHAT].finding is Finding.NOT_REACHED


async def test_a_server_without_models(server: ScriptedServer) -> None:
    server.on("GET", MODELS, models_list({}))

    results = await diagnosed(server.base_url)

    assert results[Stage.MODELS].finding is Finding.NO_MODELS
    assert results[Stage.CHAT].finding is Finding.NO_CHAT_MODEL
    assert results[Stage.AUDIO].finding is Finding.NO_SPEECH_MODEL


@pytest.mark.parametrize(
    "content", [["tiny"], {"models": [{"id": "tiny"}]}, {"data": [{"id": "tiny"}, {"name": "x"}]}]
)
async def test_a_list_of_another_shape_is_read_and_remarked(
    server: ScriptedServer, content: object
) -> None:
    server.on("GET", MODELS, json_reply(content))
    server.on("POST", CHAT, chat_whole("H", finish="length"))

    results = await diagnosed(server.base_url)

    assert results[Stage.MODELS].finding is Finding.ODD_LIST
    assert results[Stage.CHAT].finding is Finding.FINE


async def test_where_a_model_is_not_included_another_is_asked(server: ScriptedServer) -> None:
    server.on("GET", MODELS, models_list({"big-70b": {}, "small-7b": {}}))
    server.on("POST", CHAT, detail("Not in your plan", 403), chat_whole("H"))

    result = (await diagnosed(server.base_url))[Stage.CHAT]

    assert result.finding is Finding.ANOTHER_MODEL
    assert result.facts[Fact.REFUSING_MODEL] == "small-7b"
    assert result.facts[Fact.MODEL] == "big-70b"


@pytest.mark.parametrize(
    ("reply", "finding"),
    [
        (error("Unknown parameter", 400), Finding.REQUEST_REFUSED),
        (detail("Gateway", 503), Finding.SERVER_FAILED),
        (html_reply(), Finding.WEB_PAGE),
        (detail("Slow down", 429), Finding.RATE_LIMITED),
    ],
)
async def test_a_chat_that_fails_does_not_end_the_test(
    server: ScriptedServer, reply: Reply, finding: Finding
) -> None:
    server.on("GET", MODELS, models_list({"tiny": {}, "whisper-1": {}}))
    server.on("POST", CHAT, reply)
    server.on("POST", "/v2/audio/transcriptions", transcription(""))

    results = await diagnosed(server.base_url)

    assert results[Stage.CHAT].finding is finding
    assert results[Stage.AUDIO].finding is Finding.FINE


async def test_a_model_that_wants_the_other_parameter_answers(server: ScriptedServer) -> None:
    server.on("GET", MODELS, models_list({"gpt-5-mini": {}}))
    refusal = error("Unsupported parameter: use 'max_completion_tokens' instead", 400)
    server.on("POST", CHAT, refusal, chat_whole("", finish="length"))

    assert (await diagnosed(server.base_url))[Stage.CHAT].finding is Finding.FINE
    assert server.last(CHAT).json["max_completion_tokens"] == 1


async def test_a_server_that_repeats_the_key_is_not_quoted_with_it(server: ScriptedServer) -> None:
    key = "geheim-0123456789"
    words = f"Your key {key} and pass-word-1 are unknown"
    server.on("GET", MODELS, detail(words, 401, server=key))

    results = await diagnosed(
        server.base_url, credentials=Credentials(key, proxy_password="pass-word-1")
    )

    assert "Your key •••" in str(results[Stage.KEY].facts[Fact.WORDS])


async def test_nothing_is_left_open(hub: ScriptedServer) -> None:
    await diagnosed(hub.base_url)

    await asyncio.sleep(0)  # an open connection would be a warning, which fails the test
    assert {request.key for request in hub.requests} == {HUB_KEY, None}


def test_the_smallest_model_is_asked_first() -> None:
    names = ("gpt-4o", "Mixtral-8x7B", "Llama-3.3-70B-Instruct", "qwen2.5-1.5b", "gpt-5-mini")
    models = [ModelInfo(name, {"model_type": "LLM"}) for name in names]
    models.append(ModelInfo("bge-m3"))
    models.append(ModelInfo("a-1b"))

    asked = [model.id for model in smallest_chat_models(models)]

    assert asked == [
        "qwen2.5-1.5b",
        "gpt-5-mini",
        "Mixtral-8x7B",
        "Llama-3.3-70B-Instruct",
        "gpt-4o",
        "a-1b",
    ]
