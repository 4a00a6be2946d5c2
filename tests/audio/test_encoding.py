"""A sound is sent as it is when that is good, and smaller when it is long."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from desktop_app.audio.encoding import UPLOAD_LIMIT, prepare_upload
from desktop_app.core.errors import SoundUnreadable, UploadTooLarge
from tests.audio.sounds import likeness, samples


@pytest.fixture(scope="module")
def long_speech(speech: Path) -> Path:
    """Two and a half minutes: too long for WAV to be sent."""
    path = speech.with_name("long.wav")
    sound = samples(speech)
    sf.write(path, np.tile(sound, 150 * 16_000 // len(sound)), 16_000, subtype="PCM_16")
    return path


def write(path: Path, seconds: float = 1.0, rate: int = 16_000, **options: object) -> Path:
    sound = np.random.default_rng(7).normal(0, 0.1, (round(seconds * rate), 1))
    sf.write(path, np.tile(sound, (1, int(str(options.pop("channels", 1))))), rate, **options)
    return path


def content_of(path: Path) -> bytes:
    return path.read_bytes()


def size_of(path: Path) -> int:
    return path.stat().st_size


async def test_a_short_recording_goes_as_it_is(speech: Path) -> None:
    upload = await prepare_upload(speech)

    assert upload.content == content_of(speech)
    assert (upload.file_name, upload.media_type) == ("speech.wav", "audio/wav")
    assert upload.seconds == len(samples(speech)) / 16_000


async def test_a_long_recording_goes_as_flac_without_a_change(long_speech: Path) -> None:
    upload = await prepare_upload(long_speech)

    assert (upload.file_name, upload.media_type) == ("long.flac", "audio/flac")
    assert len(upload.content) < size_of(long_speech)
    decoded, rate = sf.read(io.BytesIO(upload.content), dtype="int16")
    assert rate == 16_000
    assert np.array_equal(decoded, samples(long_speech))


async def test_what_is_too_long_for_flac_goes_as_mp3(long_speech: Path, speech: Path) -> None:
    flac = await prepare_upload(long_speech)
    upload = await prepare_upload(long_speech, limit=len(flac.content) - 1)

    assert (upload.file_name, upload.media_type) == ("long.mp3", "audio/mpeg")
    assert len(upload.content) < len(flac.content)
    decoded, _rate = sf.read(io.BytesIO(upload.content), dtype="int16")
    assert likeness(samples(speech), decoded[: 2 * len(samples(speech))]) > 0.9


async def test_what_is_too_long_for_every_format_is_told(long_speech: Path) -> None:
    with pytest.raises(UploadTooLarge) as failure:
        await prepare_upload(long_speech, limit=100_000)

    assert failure.value.limit == 100_000


async def test_a_server_that_reads_wav_only_gets_wav(long_speech: Path, tmp_path: Path) -> None:
    as_it_is = await prepare_upload(long_speech, prefer="wav")
    compressed = write(tmp_path / "sound.ogg")
    converted = await prepare_upload(compressed, prefer="wav")

    assert as_it_is.content == content_of(long_speech)
    assert converted.file_name == "sound.wav"
    assert sf.info(io.BytesIO(converted.content)).subtype == "PCM_16"
    with pytest.raises(UploadTooLarge):
        await prepare_upload(long_speech, limit=1_000_000, prefer="wav")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.flac", "audio/flac"), ("a.mp3", "audio/mpeg"), ("a.ogg", "audio/ogg")],
)
async def test_compressed_sound_goes_as_it_is(name: str, media_type: str, tmp_path: Path) -> None:
    path = write(tmp_path / name)
    upload = await prepare_upload(path)

    assert (upload.file_name, upload.media_type) == (name, media_type)
    assert upload.content == path.read_bytes()
    assert upload.seconds == pytest.approx(1.0, abs=0.1)


@pytest.mark.parametrize(
    ("name", "head", "media_type"),
    [
        ("a.m4a", b"\0\0\0\x20ftypM4A ", "audio/mp4"),
        ("a.mp4", b"\0\0\0\x20ftypisom", "video/mp4"),
        ("a.webm", b"\x1a\x45\xdf\xa3", "audio/webm"),
        ("a.mpga", b"\xff\xfb\x90\x00", "audio/mpeg"),
        ("a.mpeg", b"\x00\x00\x01\xba", "video/mpeg"),
    ],
)
async def test_what_only_the_server_can_read_goes_as_it_is(
    name: str, head: bytes, media_type: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(head + bytes(1_000))
    upload = await prepare_upload(path)

    assert (upload.file_name, upload.media_type, upload.seconds) == (name, media_type, None)
    assert upload.content == path.read_bytes()
    with pytest.raises(UploadTooLarge):
        await prepare_upload(path, limit=1_000)
    with pytest.raises(SoundUnreadable):
        await prepare_upload(path, prefer="wav")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("a.aiff", {}),
        ("a.au", {}),
        ("a.wav", {"subtype": "FLOAT"}),
        ("a.wav", {"subtype": "PCM_24", "channels": 2, "rate": 44_100}),
    ],
)
async def test_what_servers_seldom_read_becomes_plain_wav(
    name: str, options: dict[str, object], tmp_path: Path
) -> None:
    upload = await prepare_upload(write(tmp_path / name, **options))  # type: ignore[arg-type]

    info = sf.info(io.BytesIO(upload.content))
    assert (upload.file_name, info.format, info.subtype) == ("a.wav", "WAV", "PCM_16")
    assert (info.channels, info.duration) == (1, 1.0)


async def test_a_rate_that_mp3_does_not_know_goes_as_vorbis(tmp_path: Path) -> None:
    upload = await prepare_upload(write(tmp_path / "a.wav", 5, rate=96_000), limit=600_000)

    assert (upload.file_name, upload.media_type) == ("a.ogg", "audio/ogg")


async def test_a_name_that_lies_is_corrected(tmp_path: Path) -> None:
    path = write(tmp_path / "a.mp3").rename(tmp_path / "a.wav")
    upload = await prepare_upload(path)

    assert (upload.file_name, upload.media_type) == ("a.mp3", "audio/mpeg")


async def test_what_is_no_sound_is_told(tmp_path: Path) -> None:
    contents = {
        "empty.wav": b"",
        "text.mp3": b"no sound at all" * 100,
        "cut.flac": b"fLaC",
        "cut.wav": b"RIFF\0\0\0\0WAVEfmt ",
        "raw.raw": bytes(1_000),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    write(tmp_path / "silent.wav", 0)

    for name in (*contents, "silent.wav", "missing.wav"):
        with pytest.raises(SoundUnreadable):
            await prepare_upload(tmp_path / name)
    with pytest.raises(SoundUnreadable):
        await prepare_upload(tmp_path)


async def test_giving_up_ends_the_work(long_speech: Path) -> None:
    preparing = asyncio.ensure_future(prepare_upload(long_speech, UPLOAD_LIMIT, "mp3"))
    await asyncio.sleep(0.1)
    preparing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await preparing
