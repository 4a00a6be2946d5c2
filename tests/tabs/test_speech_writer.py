"""A long sound is written down part by part; what has arrived is never asked for again."""

from __future__ import annotations

import asyncio
import io
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile as sf

from desktop_app.audio.encoding import prepare_upload
from desktop_app.core.errors import ServerFailed, SoundRefused, SoundTooLong, UploadTooLarge
from desktop_app.core.profiles import Profile
from desktop_app.core.requests import Segment
from desktop_app.service.connect import open_client
from desktop_app.tabs import speech_writer
from desktop_app.tabs.speech import SpeechOptions
from desktop_app.tabs.speech_writer import SpeechProgress, SpeechStep, SpeechWriter
from tests.audio.pulse import speak
from tests.audio.sounds import Samples, samples
from tests.servers import HUB_KEY, Reply, Request, ScriptedServer, UploadedFile
from tests.servers.messages import NEVER
from tests.servers.replies import detail, json_reply, timed_transcription, transcription

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient

PATH = "/v2/audio/transcriptions"
OPTIONS = SpeechOptions("whisper-1")
TIMED = SpeechOptions("whisper-1", with_times=True)
RATE = 16_000


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as running:
        yield running


@pytest.fixture
async def client(server: ScriptedServer) -> AsyncIterator[ApiClient]:
    opened = await open_client(Profile("Scripted", server.base_url), HUB_KEY)
    yield opened
    await opened.close()


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty seconds of a sentence and pauses, over and over."""
    folder = tmp_path_factory.mktemp("talk")
    sentence = samples(speak("The harbour of Hamburg", folder / "sentence.wav"))
    sf.write(folder / "talk.wav", np.resize(sentence, 20 * RATE), RATE, subtype="PCM_16")
    return folder / "talk.wav"


@pytest.fixture
def short_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of at most nine seconds: the talk has three of them."""
    monkeypatch.setattr(speech_writer, "LONGEST_PIECE", 9.0)


def files(server: ScriptedServer) -> list[UploadedFile]:
    sent = [request.fields["file"] for request in server.requests_to(PATH)]
    return [file for file in sent if isinstance(file, UploadedFile)]


def heard(file: UploadedFile) -> Samples:
    sound: Samples = sf.read(io.BytesIO(file.content), dtype="int16")[0]
    return sound


def counting() -> Callable[[Request], Reply]:
    """A server that numbers what it gets: "Words 1.", said from 1 to 2 s."""
    numbers = iter(range(1, 100))
    return lambda _request: timed_transcription((1.0, 2.0, f"Words {next(numbers)}."))


async def test_more_than_ten_minutes_go_in_parts_that_together_are_the_sound(
    client: ApiClient, server: ScriptedServer, talk: Path, tmp_path: Path
) -> None:
    rate, sound = 8_000, np.resize(samples(talk)[::2], 21 * 60 * 8_000)
    sf.write(tmp_path / "lecture.wav", sound, rate, subtype="PCM_16")
    server.on("POST", PATH, counting())
    told: list[SpeechProgress] = []

    words = await SpeechWriter(tmp_path / "lecture.wav", TIMED, told.append).write(client)

    parts = [heard(file) for file in files(server)]
    assert 3 <= len(parts) <= 5
    assert all(len(part) <= 600 * rate for part in parts)
    assert np.array_equal(np.concatenate(parts), sound)
    assert words.text == " ".join(f"Words {number}." for number in range(1, len(parts) + 1))
    offset = len(parts[0]) / rate
    assert words.segments[1] == Segment(offset + 1.0, offset + 2.0, "Words 2.")
    assert words.duration == 2.0 * len(parts)
    last = SpeechProgress(SpeechStep.UPLOADING, len(parts), len(parts))
    assert told[-1] == last


@pytest.mark.usefixtures("short_parts")
async def test_after_a_failure_only_what_is_missing_is_sent(
    client: ApiClient, server: ScriptedServer, talk: Path
) -> None:
    failure = detail("The back end is restarting", 503)
    server.on(
        "POST", PATH, transcription("One."), failure, transcription("Two."), transcription("Three.")
    )
    arrived: list[str] = []
    writer = SpeechWriter(talk, OPTIONS)

    with pytest.raises(ServerFailed):
        await writer.write(client, lambda words: arrived.append(words.text))
    assert (arrived, writer.transcript.text) == (["One."], "One.")
    assert (writer.parts_done, writer.parts) == (1, 3)
    left = writer.rest
    assert left is not None
    words = await writer.write(client, lambda words: arrived.append(words.text))

    assert words.text == "One. Two. Three."
    assert arrived == ["One.", "Two.", "Three."]
    first, failed, *rest = map(heard, files(server))
    assert np.array_equal(failed, rest[0])
    assert np.array_equal(np.concatenate([first, *rest]), samples(talk))

    later = SpeechWriter(talk, OPTIONS, rest=left)
    assert (await later.write(client)).text == "Three. Three."
    assert np.array_equal(np.concatenate([*map(heard, files(server)[-2:])]), np.concatenate(rest))
    assert not later.is_at_first_part


@pytest.mark.usefixtures("short_parts")
async def test_a_file_that_has_become_another_one_is_begun_anew(
    client: ApiClient, server: ScriptedServer, talk: Path, tmp_path: Path
) -> None:
    changing = tmp_path / "talk.wav"
    shutil.copy(talk, changing)
    server.on("POST", PATH, transcription("Old."), detail("Down", 503), transcription("New."))
    writer = SpeechWriter(changing, OPTIONS)
    with pytest.raises(ServerFailed):
        await writer.write(client)
    sf.write(changing, samples(talk)[::-1], RATE, subtype="PCM_16")

    words = await writer.write(client)

    assert words.text == "New. New. New."
    assert np.array_equal(np.concatenate([*map(heard, files(server)[2:])]), samples(changing))


@pytest.mark.usefixtures("short_parts")
async def test_a_run_that_was_stopped_keeps_what_arrived(
    client: ApiClient, server: ScriptedServer, talk: Path
) -> None:
    server.on("POST", PATH, transcription("One."), NEVER, transcription("Rest."))
    writer = SpeechWriter(talk, OPTIONS)

    running = asyncio.ensure_future(writer.write(client))
    assert await server.wait_for(lambda: len(server.requests_to(PATH)) == 2)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    assert await server.wait_for(server.last(PATH).client_left.is_set)
    assert (await writer.write(client)).text == "One. Rest. Rest."
    assert len(files(server)) == 4


@pytest.mark.usefixtures("short_parts")
async def test_other_options_go_on_only_where_their_words_fit(
    client: ApiClient, server: ScriptedServer, talk: Path
) -> None:
    server.on("POST", PATH, transcription("One."), detail("Down", 503))
    writer = SpeechWriter(talk, OPTIONS)
    assert not writer.go_on_with(OPTIONS, unless_changed=True), "nothing has arrived"
    with pytest.raises(ServerFailed):
        await writer.write(client)

    assert writer.go_on_with(OPTIONS, unless_changed=True)
    assert not writer.go_on_with(SpeechOptions("another"), unless_changed=True)
    assert writer.go_on_with(SpeechOptions("another"), unless_changed=False)
    assert not writer.go_on_with(SpeechOptions("another", translate=True), unless_changed=False)
    assert not writer.go_on_with(SpeechOptions("another", with_times=True), unless_changed=False)


@pytest.mark.parametrize(
    "refusal",
    [detail("Maximum file duration (6s) exceeded", 400), detail("Request Entity Too Large", 413)],
)
async def test_a_server_of_smaller_limits_gets_smaller_parts(
    client: ApiClient,
    server: ScriptedServer,
    talk: Path,
    monkeypatch: pytest.MonkeyPatch,
    refusal: Reply,
) -> None:
    monkeypatch.setattr(speech_writer, "SHORTEST_CUT", 2.0)

    def picky(request: Request) -> Reply:
        file = request.fields["file"]
        assert isinstance(file, UploadedFile)
        return transcription("Words.") if len(heard(file)) <= 6 * RATE else refusal

    server.on("POST", PATH, picky)

    words = await SpeechWriter(talk, OPTIONS).write(client)

    taken = [part for part in map(heard, files(server)) if len(part) <= 6 * RATE]
    assert np.array_equal(np.concatenate(taken), samples(talk))
    assert words.text == " ".join(["Words."] * len(taken))
    before = len(files(server))
    await SpeechWriter(talk, OPTIONS).write(client)
    assert len(files(server)) == before + len(taken), "the next sound is cut small at once"


async def test_what_cannot_be_cut_any_more_is_told(
    client: ApiClient, server: ScriptedServer, talk: Path
) -> None:
    server.on("POST", PATH, detail("Audio too long", 400))

    with pytest.raises(SoundTooLong):
        await SpeechWriter(talk, OPTIONS).write(client)

    assert len(server.requests_to(PATH)) == 2, "whole, and a half of ten seconds"


async def test_a_part_too_large_in_its_format_is_cut_before_it_is_sent(
    client: ApiClient, server: ScriptedServer, talk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limit = 12 * RATE * 2
    monkeypatch.setattr(speech_writer, "prepare_upload", partial(prepare_upload, limit=limit))
    server.on("POST", PATH, counting())
    client.remember_wav_only(OPTIONS.model)

    await SpeechWriter(talk, OPTIONS).write(client)

    sent = files(server)
    assert all(len(file.content) <= limit and file.media_type == "audio/wav" for file in sent)
    assert np.array_equal(np.concatenate([*map(heard, sent)]), samples(talk))


@pytest.mark.parametrize(
    "refusal",
    [
        detail("Unsupported file format: flac", 400),
        json_reply({"error": "Invalid file format."}),
        detail("Unsupported Media Type", 415),
    ],
)
async def test_a_refused_format_is_tried_once_as_wav_and_remembered(
    client: ApiClient, server: ScriptedServer, talk: Path, tmp_path: Path, refusal: Reply
) -> None:
    flac = tmp_path / "talk.flac"
    sf.write(flac, samples(talk), RATE)
    server.on("POST", PATH, _wav_only(refusal))

    await SpeechWriter(flac, OPTIONS).write(client)
    await SpeechWriter(flac, OPTIONS).write(client)

    assert [file.media_type for file in files(server)] == ["audio/flac", "audio/wav", "audio/wav"]
    assert all(np.array_equal(heard(file), samples(talk)) for file in files(server))
    assert await client.takes_wav_only(OPTIONS.model)


async def test_a_server_that_refuses_wav_too_is_told_and_nothing_is_remembered(
    client: ApiClient, server: ScriptedServer, tmp_path: Path, talk: Path
) -> None:
    sf.write(tmp_path / "talk.flac", samples(talk), RATE)
    server.on("POST", PATH, json_reply({"error": "unsupported format"}))

    with pytest.raises(SoundRefused):
        await SpeechWriter(tmp_path / "talk.flac", OPTIONS).write(client)

    assert [file.media_type for file in files(server)] == ["audio/flac", "audio/wav"]
    assert not await client.takes_wav_only(OPTIONS.model)


async def test_a_film_that_only_the_server_reads_is_never_cut(
    client: ApiClient, server: ScriptedServer, tmp_path: Path
) -> None:
    film = tmp_path / "film.webm"
    film.write_bytes(b"\x1a\x45\xdf\xa3" + bytes(1_000))
    server.on(
        "POST",
        PATH,
        detail("Audio too long", 400),
        json_reply({"error": "no codec for this audio format"}),
    )

    with pytest.raises(SoundTooLong):
        await SpeechWriter(film, OPTIONS).write(client)
    with pytest.raises(SoundRefused):
        await SpeechWriter(film, OPTIONS).write(client)
    with film.open("r+b") as stream:
        stream.truncate(26_000_000)
    with pytest.raises(UploadTooLarge):
        await SpeechWriter(film, OPTIONS).write(client)

    assert len(server.requests_to(PATH)) == 2


@pytest.mark.usefixtures("short_parts")
async def test_times_of_a_part_only_are_no_times_of_the_whole(
    client: ApiClient, server: ScriptedServer, talk: Path
) -> None:
    timed = timed_transcription((0.0, 1.0, "One."))
    server.on("POST", PATH, timed, transcription(""), timed, timed, transcription("Two."), timed)

    with_silence = await SpeechWriter(talk, TIMED).write(client)
    with_words = await SpeechWriter(talk, TIMED).write(client)

    assert [segment.text for segment in with_silence.segments] == ["One.", "One."]
    assert (with_words.text, with_words.segments) == ("One. Two. One.", ())


async def test_times_that_nobody_asked_for_are_left_out(
    client: ApiClient, server: ScriptedServer, talk: Path
) -> None:
    server.on("POST", PATH, timed_transcription((0.0, 1.0, "One.")))

    assert (await SpeechWriter(talk, OPTIONS).write(client)).segments == ()


def _wav_only(refusal: Reply) -> Callable[[Request], Reply]:
    def answer(request: Request) -> Reply:
        file: Any = request.fields["file"]
        return transcription("Words.") if file.media_type == "audio/wav" else refusal

    return answer
