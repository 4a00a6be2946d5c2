"""A long sound is cut where nobody speaks, and nothing of it is lost or sent twice."""

from __future__ import annotations

import asyncio
import io
import struct
import threading
import tracemalloc
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile as sf

from desktop_app.audio import splitting
from desktop_app.audio.encoding import prepare_upload
from desktop_app.audio.splitting import WHOLE, Abandoned, Piece, cut_in_silence
from desktop_app.core.errors import SoundUnreadable
from tests.audio.pulse import speak
from tests.audio.sounds import Samples, samples

RATE = 16_000
LONGEST = 5.0  # seconds
SENTENCES = (
    "The weather in Hamburg is very nice today.",
    "How vexingly quick daft zebras jump over the fence.",
    "Pack my box with five dozen liquor jugs.",
    "The quick brown fox jumps over the lazy dog.",
)
PAUSE = RATE // 2  # frames of silence before and after each of them


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some sentences with pauses between, as somebody speaks."""
    folder = tmp_path_factory.mktemp("talk")
    said = [samples(speak(text, folder / "sentence.wav")) for text in SENTENCES * 2]
    sf.write(folder / "talk.wav", np.concatenate(said), RATE, subtype="PCM_16")
    return folder / "talk.wav"


def frames_of(path: Path) -> int:
    return int(sf.info(path).frames)


def around(sound: Samples, cut: int, seconds: float) -> Samples:
    half = round(seconds * RATE / 2)
    return sound[cut - half : cut + half]


def ends(pieces: list[Piece], path: Path) -> list[int]:
    """Where each piece begins, and where the last one ends."""
    assert pieces[-1].end is None
    for piece, following in pairwise(pieces):
        assert piece.end == following.start
    return [piece.start for piece in pieces] + [frames_of(path)]


async def test_cuts_fall_into_the_pauses_of_a_talk(talk: Path) -> None:
    pieces = await cut_in_silence(talk, longest=LONGEST)

    sound = samples(talk)
    places = ends(pieces, talk)
    assert len(pieces) > 3
    assert places[0] == 0
    assert all(0 < last - first <= LONGEST * RATE for first, last in pairwise(places))
    for cut in places[1:-1]:
        assert not around(sound, cut, 0.3).any(), f"{cut / RATE:.2f} s is in the middle of a word"
    assert [piece.offset for piece in pieces] == [place / RATE for place in places[:-1]]
    assert sum(piece.seconds for piece in pieces) == pytest.approx(len(sound) / RATE)


async def test_the_cut_is_the_quietest_moment_of_a_noisy_room(talk: Path, tmp_path: Path) -> None:
    noise = np.random.default_rng(5).normal(0, 200, frames_of(talk))
    noisy = tmp_path / "noisy.wav"
    sf.write(noisy, np.clip(samples(talk) + noise, -32_768, 32_767).astype(np.int16), RATE)

    pieces = await cut_in_silence(noisy, longest=LONGEST)

    quiet = samples(talk)
    assert len(pieces) > 3
    assert not any(around(quiet, piece.start, 0.2).any() for piece in pieces[1:])


async def test_the_pieces_together_are_the_sound_bit_for_bit(talk: Path) -> None:
    pieces = await cut_in_silence(talk, longest=LONGEST)

    for form in ("wav", "flac"):
        sent = [await prepare_upload(talk, prefer=form, piece=piece) for piece in pieces]
        heard = [sf.read(io.BytesIO(each.content), dtype="int16")[0] for each in sent]
        assert np.array_equal(np.concatenate(heard), samples(talk))
        assert [each.seconds for each in sent] == [piece.seconds for piece in pieces]
        assert len({each.file_name for each in sent}) == len(pieces)


@pytest.mark.parametrize("form", ["mp3", "ogg"])
async def test_compressed_sound_is_cut_without_a_gap(talk: Path, tmp_path: Path, form: str) -> None:
    compressed = tmp_path / f"talk.{form}"
    with sf.SoundFile(compressed, "w", RATE, 1) as target:
        for block in np.array_split(samples(talk), 100):
            target.write(block)

    pieces = await cut_in_silence(compressed, longest=LONGEST)

    whole = sf.read(compressed, dtype="int16")[0].astype(int)
    sent = [await prepare_upload(compressed, prefer="wav", piece=piece) for piece in pieces]
    heard = np.concatenate([sf.read(io.BytesIO(x.content), dtype="int16")[0] for x in sent])
    assert len(pieces) > 3
    assert len(heard) == len(whole)
    assert np.abs(heard - whole).max() <= 2, "more than rounding"


async def test_the_rest_can_be_cut_smaller(talk: Path) -> None:
    first, second, *_ = await cut_in_silence(talk, longest=LONGEST)

    rest = await cut_in_silence(talk, start=second.start, longest=LONGEST / 2)

    assert rest[0].start == first.end
    assert all(0 < piece.seconds <= LONGEST / 2 for piece in rest)
    assert ends(rest, talk)


async def test_what_is_short_is_one_piece_and_so_is_what_only_servers_read(
    talk: Path, tmp_path: Path
) -> None:
    [whole] = await cut_in_silence(talk)
    assert (whole.start, whole.end) == (0, None)
    film = tmp_path / "film.webm"
    film.write_bytes(b"\x1a\x45\xdf\xa3" + bytes(1_000))
    assert await cut_in_silence(film) == [WHOLE]
    with pytest.raises(SoundUnreadable):
        await cut_in_silence(tmp_path / "missing.wav")


async def test_sound_without_any_pause_is_cut_all_the_same(tmp_path: Path) -> None:
    hum = tmp_path / "hum.wav"
    sf.write(hum, np.sin(np.arange(RATE * 12) * 0.2), RATE)

    pieces = await cut_in_silence(hum, longest=LONGEST)

    assert all(0 < piece.seconds <= LONGEST for piece in pieces)
    assert ends(pieces, hum)[-1] == RATE * 12


async def test_an_hour_is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    seconds, rate = 3600, 8_000
    size = 2 * seconds * rate
    lecture = tmp_path / "lecture.wav"
    with lecture.open("wb") as stream:  # a hole: nothing more is written
        stream.write(struct.pack("<4sI4s4sI", b"RIFF", 36 + size, b"WAVE", b"fmt ", 16))
        stream.write(struct.pack("<HHIIHH4sI", 1, 1, rate, 2 * rate, 2, 16, b"data", size))
        stream.truncate(44 + size)

    tracemalloc.start()
    pieces = await cut_in_silence(lecture)
    await prepare_upload(lecture, piece=pieces[3])
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert len(pieces) >= 6
    assert all(piece.seconds <= 600 for piece in pieces)
    assert 4 * peak < lecture.stat().st_size


async def test_giving_up_ends_the_search(talk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()
    search = splitting._quietest

    def watched(*asked: object) -> int:
        try:
            return search(*asked)  # type: ignore[arg-type]
        except Abandoned:
            ended.set()
            raise

    monkeypatch.setattr(splitting, "_quietest", watched)
    cutting = asyncio.ensure_future(cut_in_silence(talk, longest=0.01))
    await asyncio.sleep(0.05)
    cutting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cutting
    assert await asyncio.to_thread(ended.wait, 5)
