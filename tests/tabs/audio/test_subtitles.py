"""Lines with times that a person has edited become subtitles with the times of the server."""

from __future__ import annotations

import pytest

from desktop_app.core.requests import Segment
from desktop_app.tabs.audio.subtitles import (
    TranscriptFormat,
    edited,
    format_of,
    subtitles,
    timed_lines,
    without_stamps,
)

SAID = (
    Segment(0.0, 0.9, "One."),
    Segment(0.95, 2.0, "Two."),
    Segment(59.9996, 61.0, "Three."),
    Segment(3723.5, 3725.0, "Four."),
)
SHOWN = "[0:00] One.\n[0:00] Two.\n[0:59] Three.\n[1:02:03] Four."


def test_each_segment_is_a_line_with_its_time() -> None:
    assert timed_lines(SAID) == SHOWN
    assert without_stamps(SHOWN) == "One.\nTwo.\nThree.\nFour."


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SHOWN, ["One.", "Two.", "Three.", "Four."]),
        (SHOWN.replace("Two", "2"), ["One.", "2.", "Three.", "Four."]),
        (SHOWN.replace("\n[0:59] Three.", ""), ["One.", "Two.", "Four."]),
        (SHOWN.replace("[0:59] Three.", "[0:59]"), ["One.", "Two.", "Four."]),
        (SHOWN.replace("[0:59] ", ""), ["One.", "Two.\nThree.", "Four."]),
        (SHOWN.replace("0:59", "9:59"), ["One.", "Two.\nThree.", "Four."]),
        ("Before.\n\n" + SHOWN + "\n\n", ["One.", "Two.", "Three.", "Four."]),
        ("no times at all", []),
        ("", []),
    ],
)
def test_edited_words_keep_the_times_of_what_was_said(text: str, words: list[str]) -> None:
    found = edited(SAID, text)
    assert [segment.text for segment in found] == words
    assert {(segment.start, segment.end) for segment in found} <= {
        (segment.start, segment.end) for segment in SAID
    }


def test_a_time_is_rounded_to_a_thousandth_as_a_whole() -> None:
    assert "00:01:00,000 --> 00:01:01,000" in subtitles(SAID, TranscriptFormat.SRT)
    assert "01:02:03.500 --> 01:02:05.000" in subtitles(SAID, TranscriptFormat.VTT)


def test_marks_that_mean_something_in_webvtt_are_written_as_words() -> None:
    [*_head, cue] = subtitles([Segment(0, 1, "a < b --> c & d")], TranscriptFormat.VTT).split(
        "\n\n"
    )
    assert cue.splitlines()[1] == "a &lt; b --&gt; c &amp; d"


@pytest.mark.parametrize(
    ("suffix", "form"),
    [(".SRT", "srt"), (".vtt", "vtt"), (".txt", "txt"), ("", "txt"), (".md", "txt")],
)
def test_the_ending_of_the_name_tells_the_format(suffix: str, form: str) -> None:
    assert format_of(suffix) == form
