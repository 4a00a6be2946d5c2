"""A recording goes to the base that takes it, and its words come back from every form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop_app.core.errors import InvalidReply, NotAnApi, NotFound, RequestTooLarge, ServiceError
from desktop_app.core.requests import SpeechRequest
from tests.servers import Reply, ScriptedServer, UploadedFile, play_hub
from tests.servers.hub import VERSE, VERSE_IN_ENGLISH
from tests.servers.replies import detail, error, html_reply, json_reply, text_reply, transcription

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient
    from tests.service.conftest import OpenApi

PLAIN = "/v2/audio/transcriptions"
OF_THE_GUIDE = "/v2/audio/audio/transcriptions"
SOUND = b"RIFF\r\n--\x00\xff\r\n" * 5000


def recording(**options: Any) -> SpeechRequest:
    return SpeechRequest(
        **{
            "model": "whisper-1",
            "file_name": "audio_file.mp3",
            "content": SOUND,
            "media_type": "audio/mpeg",
            **options,
        }
    )


async def test_the_guides_transcription(open_api: OpenApi, server: ScriptedServer) -> None:
    play_hub(server)
    learned: list[str] = []
    api = await open_api(on_audio_base_learned=learned.append)

    transcript = await api.transcribe(recording(language="de", temperature=0.0))
    await api.transcribe(recording())

    assert (transcript.text, transcript.duration) == (VERSE, 10.58)
    assert transcript.elapsed > 0
    fields = server.requests_to(OF_THE_GUIDE)[0].fields
    assert fields == {
        "model": "whisper-1",
        "language": "de",
        "temperature": "0.0",
        "file": UploadedFile("audio_file.mp3", "audio/mpeg", SOUND),
    }
    assert [request.path for request in server.requests] == [PLAIN, OF_THE_GUIDE, OF_THE_GUIDE]
    assert learned == [f"{server.base_url}/audio"]


async def test_the_guides_translation(api: ApiClient, server: ScriptedServer) -> None:
    play_hub(server)

    transcript = await api.transcribe(recording(translate=True, language="de", temperature=1.0))

    assert transcript.text == VERSE_IN_ENGLISH
    fields = server.last("/v2/audio/audio/translations").fields
    assert fields["temperature"] == "1.0"
    assert "language" not in fields, "English is what comes back"


async def test_newer_servers_take_recordings_at_the_plain_base(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    server.on("POST", PLAIN, transcription("Hallo"))
    learned: list[str] = []

    api = await open_api(on_audio_base_learned=learned.append)
    assert (await api.transcribe(recording())).text == "Hallo"

    assert len(server.requests) == 1
    assert not learned


async def test_the_base_that_a_profile_has_learnt_is_asked_first(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    play_hub(server)
    api = await open_api(audio_base=f"{server.base_url}/audio")

    await api.transcribe(recording())

    assert [request.path for request in server.requests] == [OF_THE_GUIDE]


async def test_the_language_is_left_to_the_server_when_none_is_set(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", PLAIN, transcription("Hallo"))

    await api.transcribe(recording(temperature=None))

    assert set(server.last(PLAIN).fields) == {"model", "file"}


@pytest.mark.parametrize(
    ("reply", "text", "language", "duration"),
    [
        (transcription("Hallo"), "Hallo", "", 10.58),
        (text_reply("Hallo\n"), "Hallo", "", None),
        (
            json_reply({"text": " Hallo", "language": "german", "duration": 2, "segments": []}),
            "Hallo",
            "german",
            2.0,
        ),
        (json_reply("Hallo"), "Hallo", "", None),
        (json_reply({"text": ""}), "", "", None),
        (text_reply(""), "", "", None),
    ],
)
async def test_every_form_of_a_transcript_is_read(
    api: ApiClient,
    server: ScriptedServer,
    reply: Reply,
    text: str,
    language: str,
    duration: float | None,
) -> None:
    server.on("POST", PLAIN, reply)

    transcript = await api.transcribe(recording())

    assert (transcript.text, transcript.language, transcript.duration) == (text, language, duration)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (json_reply({"error": "unsupported format"}), ServiceError),
        (json_reply({"detail": "unsupported format"}), ServiceError),
        (json_reply({"duration": 3}), InvalidReply),
        (json_reply({"text": None}), InvalidReply),
        (json_reply([]), InvalidReply),
        (html_reply(), NotAnApi),
        (detail("Maximum content size limit exceeded", 413), RequestTooLarge),
    ],
)
async def test_a_reply_without_words_is_a_failure(
    api: ApiClient, server: ScriptedServer, reply: Reply, kind: type[ServiceError]
) -> None:
    server.on("POST", PLAIN, reply)

    with pytest.raises(kind):
        await api.transcribe(recording())


async def test_a_model_that_does_not_exist_is_told_rather_than_a_path(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", OF_THE_GUIDE, error("The model `whisper-1` does not exist", 404))

    with pytest.raises(NotFound) as caught:
        await api.transcribe(recording())

    assert "whisper-1" in caught.value.detail


async def test_a_server_without_speech_is_told(api: ApiClient) -> None:
    with pytest.raises(NotFound):
        await api.transcribe(recording())
