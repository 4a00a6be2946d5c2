"""A person's recordings and their transcripts are found again."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import soundfile as sf

from desktop_app.audio.recordings import Recordings, Rest, TranscriptState, create_recording_file
from desktop_app.audio.wav_file import WavFile
from desktop_app.core.requests import Segment

MOMENT = datetime(2026, 3, 14, 15, 9, 26, tzinfo=UTC)


def record(folder: Path, moment: datetime, seconds: float = 1.0) -> Path:
    path, stream = create_recording_file(folder, moment)
    file = WavFile(stream, 16_000)
    file.write(bytes(2 * round(seconds * 16_000)))
    file.close()
    return path


@pytest.fixture
def recordings(tmp_path: Path) -> Recordings:
    return Recordings(tmp_path)


def test_a_folder_that_does_not_exist_yet_holds_no_recording(tmp_path: Path) -> None:
    assert Recordings(tmp_path / "none").newest_first() == []


def test_the_newest_recording_comes_first(tmp_path: Path, recordings: Recordings) -> None:
    older = record(tmp_path, MOMENT, 1.5)
    newer = record(tmp_path, MOMENT + timedelta(seconds=1))

    found = recordings.newest_first()
    assert [recording.path for recording in found] == [newer, older]
    assert found[1].seconds == 1.5
    assert found[1].started.replace(tzinfo=UTC) == MOMENT
    assert found[1].state is TranscriptState.PENDING


def test_the_first_of_many_can_be_had_alone(tmp_path: Path, recordings: Recordings) -> None:
    for number in range(3):
        record(tmp_path, MOMENT + timedelta(days=number))
    (tmp_path / "an old name.wav").touch()
    assert recordings.newest_first(2) == recordings.newest_first()[:2]


def test_two_recordings_of_one_second_have_two_names(tmp_path: Path) -> None:
    names = [record(tmp_path, MOMENT).name for _ in range(3)]

    assert names == [
        "2026-03-14 15-09-26.wav",
        "2026-03-14 15-09-26 (2).wav",
        "2026-03-14 15-09-26 (3).wav",
    ]


def test_a_transcript_is_kept_with_its_recording(tmp_path: Path, recordings: Recordings) -> None:
    path = record(tmp_path, MOMENT)
    recordings.set_transcript(path, TranscriptState.FAILED)
    assert recordings.newest_first()[0].state is TranscriptState.FAILED
    recordings.set_transcript(path, TranscriptState.DONE, "Grüße aus Köln")

    found = recordings.newest_first()[0]
    assert (found.state, found.text) == (TranscriptState.DONE, "Grüße aus Köln")
    assert {file.suffix for file in tmp_path.iterdir()} == {".wav", ".json"}


def test_times_and_what_is_left_to_be_done_are_kept_too(
    tmp_path: Path, recordings: Recordings
) -> None:
    path = record(tmp_path, MOMENT)
    said, rest = (
        (Segment(0.0, 1.5, "Grüße"), Segment(2.0, 3.0, "aus Köln")),
        Rest(48_000, False, True),
    )
    recordings.set_transcript(path, TranscriptState.PARTIAL, "[0:00] Grüße", said, rest)

    found = recordings.newest_first()[0]
    assert (found.state, found.segments, found.rest) == (TranscriptState.PARTIAL, said, rest)


@pytest.mark.parametrize(
    "broken",
    [
        {"segments": [["a", "b", "c"]], "rest": [0, False, False]},
        {"segments": 7, "rest": [-5, False, False]},
        {"segments": [[1, 2]], "rest": {"frame": 3}},
        {"segments": None, "rest": ["1", False, False]},
    ],
)
def test_words_are_there_where_their_times_are_broken(
    tmp_path: Path, recordings: Recordings, broken: dict[str, object]
) -> None:
    path = record(tmp_path, MOMENT)
    fields = {"state": "partial", "text": "Words"} | broken
    path.with_suffix(".json").write_text(json.dumps(fields))

    found = recordings.newest_first()[0]
    assert (found.text, found.segments, found.rest) == ("Words", (), None)


def test_words_outlive_a_later_failure(tmp_path: Path, recordings: Recordings) -> None:
    path = record(tmp_path, MOMENT)
    recordings.set_transcript(path, TranscriptState.DONE, "Edited words")
    recordings.set_transcript(path, TranscriptState.FAILED)

    found = recordings.newest_first()[0]
    assert (found.state, found.text) == (TranscriptState.DONE, "Edited words")


def test_a_broken_transcript_file_is_as_none(tmp_path: Path, recordings: Recordings) -> None:
    path = record(tmp_path, MOMENT)
    for content in ("", "[1]", '{"state": "lost"}', "\xff"):
        path.with_suffix(".json").write_text(content, encoding="latin-1")
        assert recordings.newest_first()[0].state is TranscriptState.PENDING


def test_a_deleted_recording_is_gone_with_its_transcript(
    tmp_path: Path, recordings: Recordings
) -> None:
    path = record(tmp_path, MOMENT)
    recordings.set_transcript(path, TranscriptState.DONE, "words")
    recordings.delete(path)
    recordings.delete(path)

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_sound_is_listed_without_length(
    tmp_path: Path, recordings: Recordings
) -> None:
    (tmp_path / "notes.wav").write_bytes(b"not a sound")

    assert recordings.newest_first()[0].seconds == 0


def test_a_file_being_written_is_readable_after_every_block(tmp_path: Path) -> None:
    path, stream = create_recording_file(tmp_path, MOMENT)
    file = WavFile(stream, 16_000)
    for count in range(3):
        assert sf.info(path).frames == file.frames == 1_600 * count
        file.write(bytes(3_200))
    file.close()
