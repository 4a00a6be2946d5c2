"""A recording goes to the base that takes it, and its words come back from every form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop_app.core.errors import (
    InvalidReply,
    NotAnApi,
    NotFound,
    RequestRejected,
    ServerFailed,
    ServiceError,
    SoundRefused,
    SoundTooLong,
)
from desktop_app.core.requests import Segment, SpeechRequest
from desktop_app.service.quirks import QuirkMemory
from desktop_app.storage.refusals import StoredRefusals
from tests.servers import Reply, ScriptedServer, UploadedFile, play_hub
from tests.servers.hub import VERSE, VERSE_IN_ENGLISH
from tests.servers.replies import (
    detail,
    error,
    html_reply,
    json_reply,
    text_reply,
    timed_transcription,
    transcription,
)

if TYPE_CHECKING:
    from pathlib import Path

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
    assert learned == [server.base_url]


async def test_the_base_that_a_profile_has_learnt_is_asked_first(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    play_hub(server)
    learned: list[str] = []
    api = await open_api(
        audio_base=f"{server.base_url}/audio", on_audio_base_learned=learned.append
    )

    await api.transcribe(recording())

    assert [request.path for request in server.requests] == [OF_THE_GUIDE]
    assert not learned


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
        (detail("Maximum content size limit exceeded", 413), SoundTooLong),
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


async def test_times_come_with_the_words_when_they_are_asked_for(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", PLAIN, timed_transcription((0.0, 1.5, "Hello."), (2, 3.25, "Good  bye.")))

    transcript = await api.transcribe(recording(with_times=True))

    assert server.last(PLAIN).fields["response_format"] == "verbose_json"
    assert transcript.segments == (Segment(0.0, 1.5, "Hello."), Segment(2.0, 3.25, "Good bye."))
    assert (transcript.language, transcript.duration) == ("english", 3.25)


FORMS_REFUSED = {
    "OpenAI": error(
        "response_format 'verbose_json' is not compatible with model 'gpt-4o-transcribe'. "
        "Use 'json' or 'text' instead.",
        param="response_format",
    ),
    "vLLM": detail("Currently only support response_format `text` or `json`", 400),
    "pydantic": detail([{"loc": ["body", "response_format"], "msg": "Input should be json"}], 422),
    "within 200": json_reply({"error": "verbose_json is not implemented"}),
    "by failing": detail("unknown response format: verbose_json", 500),
}


@pytest.mark.parametrize("case", FORMS_REFUSED)
async def test_a_model_that_tells_no_times_is_asked_for_words_and_never_for_times_again(
    open_api: OpenApi, server: ScriptedServer, tmp_path: Path, case: str
) -> None:
    server.on("POST", PLAIN, FORMS_REFUSED[case], transcription("Hallo"))
    kept = StoredRefusals(tmp_path / "refusals.json")
    api = await open_api(memory=QuirkMemory(kept))

    first = await api.transcribe(recording(with_times=True))
    second = await api.transcribe(recording(with_times=True))
    await kept.close()
    later = await open_api(memory=QuirkMemory(StoredRefusals(tmp_path / "refusals.json")))
    await later.transcribe(recording(with_times=True))
    await later.transcribe(recording(model="another", with_times=True))

    assert [first.text, second.text, first.segments] == ["Hallo", "Hallo", ()]
    asked = ["response_format" in request.fields for request in server.requests_to(PLAIN)]
    assert asked == [True, False, False, False, True], "only the first, and another model"


async def test_times_are_not_given_up_for_another_failure(
    api: ApiClient, server: ScriptedServer
) -> None:
    server.on("POST", PLAIN, detail("The back end is restarting", 503), timed_transcription())

    with pytest.raises(ServerFailed):
        await api.transcribe(recording(with_times=True))
    await api.transcribe(recording(with_times=True))

    assert all("response_format" in request.fields for request in server.requests_to(PLAIN))


@pytest.mark.parametrize(
    "segments",
    [
        None,
        [],
        {"start": 0},
        [{"text": "Hallo"}],
        [{"start": None, "end": 2, "text": "Hallo"}],
        [{"start": 3, "end": 2, "text": "Hallo"}],
        [{"start": -1, "end": 2, "text": "Hallo"}],
        [{"start": 0, "end": 0, "text": "Hal"}, {"start": 0, "end": 0, "text": "lo"}],
        [{"start": 0, "end": 4_000_000_000, "text": "Hallo"}],
        [{"start": 0, "end": 10**400, "text": "Hallo"}],
        [{"start": 0, "end": 1, "text": "Hal"}, "lo"],
    ],
)
async def test_times_that_cannot_be_true_are_not_taken_for_times(
    api: ApiClient, server: ScriptedServer, segments: object
) -> None:
    server.on("POST", PLAIN, json_reply({"text": "Hallo", "segments": segments}))

    transcript = await api.transcribe(recording(with_times=True))

    assert (transcript.text, transcript.segments) == ("Hallo", ())


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (error("Invalid file format. Supported formats: ['flac', 'wav']"), SoundRefused),
        (error("The audio file could not be decoded or its format is not supported"), SoundRefused),
        (json_reply({"error": "unsupported format"}), SoundRefused),
        (json_reply({"error": "failed to read WAV file"}), SoundRefused),
        (json_reply({"detail": "FFmpeg conversion failed."}), SoundRefused),
        (text_reply("Unsupported Media Type", 415), SoundRefused),
        (detail("Invalid or unsupported audio file.", 400), SoundRefused),
        (detail("Unsupported model for audio transcription", 400), RequestRejected),
        (error("Audio file is too short. Minimum audio length is 0.1 seconds."), RequestRejected),
        (detail("Error opening file: Format not recognised.", 500), SoundRefused),
        (detail("Audio longer than 600 s", 400), SoundTooLong),
        (detail("Maximum file duration (30s) exceeded.", 400), SoundTooLong),
        (error("audio duration 1700 seconds is longer than 1400 seconds"), SoundTooLong),
        (error("Maximum content size limit (26214400) exceeded", 413), SoundTooLong),
        (json_reply({"error": "audio is too long"}), SoundTooLong),
        (error("Invalid language 'x'. It must be in ISO-639-1 format.", 400), RequestRejected),
        (error("temperature must be below 1", 400), RequestRejected),
        (detail("Audio service at maximum capacity", 503), ServerFailed),
    ],
)
async def test_a_refusal_tells_what_is_to_be_done_with_the_sound(
    api: ApiClient, server: ScriptedServer, reply: Reply, kind: type[ServiceError]
) -> None:
    server.on("POST", PLAIN, reply)

    with pytest.raises(ServiceError) as caught:
        await api.transcribe(recording())

    assert type(caught.value) is kind


async def test_wav_only_is_remembered_for_the_model_and_can_be_forgotten(
    open_api: OpenApi, tmp_path: Path
) -> None:
    kept = StoredRefusals(tmp_path / "refusals.json")
    api = await open_api(memory=QuirkMemory(kept))

    api.remember_wav_only("whisper-1")
    await kept.close()

    stored = StoredRefusals(tmp_path / "refusals.json")
    later = await open_api(memory=QuirkMemory(stored))
    assert await later.takes_wav_only("whisper-1")
    assert not await later.takes_wav_only("another")
    [refusal] = stored.all()
    stored.forget(refusal.host, refusal.model)
    await stored.close()
    assert not await later.takes_wav_only("whisper-1")
