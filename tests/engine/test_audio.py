"""Speech becomes text, in the formats that the API knows."""

from __future__ import annotations

import shutil
import subprocess
import wave
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    import httpx2
    import openai

pytestmark = pytest.mark.skipif(not shutil.which("espeak-ng"), reason="needs espeak-ng")

ENGLISH, MULTILINGUAL = "whisper-tiny.en", "whisper-base"
SENTENCE = "The weather in Hamburg is very nice today."


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("speech") / "hamburg.wav"
    subprocess.run(["espeak-ng", "-v", "en-us", "-s", "150", "-w", file, SENTENCE], check=True)
    return file


@pytest.fixture(scope="module")
def silence(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("speech") / "silence.wav"
    with wave.open(str(file), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(16_000)
        sound.writeframes(bytes(2 * 16_000))
    return file


def test_the_audio_base_lists_the_speech_models(http: httpx2.Client) -> None:
    entries = http.get("/audio/models").json()["data"]
    assert {entry["id"] for entry in entries} == {ENGLISH, MULTILINGUAL}
    assert {entry["meta_data"]["model_type"] for entry in entries} == {"STT"}


@pytest.mark.parametrize("model", [ENGLISH, MULTILINGUAL])
def test_speech_is_written_down_as_the_guide_shows(
    client: openai.OpenAI, speech: Path, model: str
) -> None:
    with speech.open("rb") as file:
        heard = client.audio.transcriptions.create(
            model=model, file=file, language="en", temperature=0.0
        )
    told = heard.model_dump()
    assert "Hamburg" in told["text"]
    assert told["task"] == "transcribe"
    assert 1 < told["duration"] < 10


def test_speech_is_translated_as_the_guide_shows(http: httpx2.Client, speech: Path) -> None:
    files = {"file": (speech.name, speech.read_bytes(), "audio/wav")}
    fields = {"model": MULTILINGUAL, "temperature": "1.0"}
    told = http.post("/audio/translations", files=files, data=fields).json()
    assert told["task"] == "translate"
    assert told["text"]


@pytest.mark.parametrize(
    ("response_format", "words"),
    [
        ("text", ["weather"]),
        ("verbose_json", ['"segments"', '"start"', '"language":"en"', '"words"', "weather"]),
        ("srt", ["1\n00:00:0", " --> ", "weather"]),
        ("vtt", ["WEBVTT\n\n00:00:0", " --> ", "weather"]),
    ],
)
def test_every_format_can_be_had(
    http: httpx2.Client, speech: Path, response_format: str, words: list[str]
) -> None:
    fields = {
        "model": ENGLISH,
        "response_format": response_format,
        "timestamp_granularities[]": "word",
    }
    reply = http.post(
        "/audio/transcriptions", files={"file": ("a.wav", speech.read_bytes())}, data=fields
    )
    assert reply.status_code == 200
    assert all(word in reply.text for word in words)


def test_silence_is_an_empty_text(client: openai.OpenAI, silence: Path) -> None:
    with silence.open("rb") as file:
        assert client.audio.transcriptions.create(model=ENGLISH, file=file).text == ""


@pytest.mark.parametrize(
    ("path", "fields", "content", "status", "word"),
    [
        ("transcriptions", {"model": "whisper-1"}, None, 404, "whisper-1"),
        ("transcriptions", {}, None, 422, "model"),
        ("transcriptions", {"model": ENGLISH, "language": "de"}, None, 400, "English"),
        ("translations", {"model": ENGLISH}, None, 400, "English"),
        ("transcriptions", {"model": ENGLISH, "temperature": "warm"}, None, 422, "temperature"),
        ("transcriptions", {"model": ENGLISH, "response_format": "pdf"}, None, 422, "format"),
        ("transcriptions", {"model": MULTILINGUAL, "language": "german"}, None, 400, "language"),
        ("transcriptions", {"model": ENGLISH}, b"", 400, "sound"),
        ("transcriptions", {"model": ENGLISH}, b"no sound at all" * 99, 400, "sound"),
    ],
)
def test_a_bad_request_says_what_is_wrong(
    http: httpx2.Client,
    speech: Path,
    path: str,
    fields: dict[str, str],
    content: bytes | None,
    status: int,
    word: str,
) -> None:
    sound = speech.read_bytes() if content is None else content
    reply = http.post(f"/audio/{path}", files={"file": ("a.wav", sound)}, data=fields)
    assert reply.status_code == status
    assert word in reply.json()["detail"]


@pytest.mark.parametrize("body", [{"data": {"model": ENGLISH}}, {"json": {"model": ENGLISH}}])
def test_a_request_without_a_file_is_refused(http: httpx2.Client, body: dict[str, Any]) -> None:
    reply = http.post("/audio/transcriptions", **body)
    assert reply.status_code == 422
