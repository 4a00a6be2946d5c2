"""Words with their times: as lines that a person may edit, and as subtitles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum
from html import escape
from typing import TYPE_CHECKING

from desktop_app.ui.duration import clock

if TYPE_CHECKING:
    from desktop_app.core.requests import Segment

_STAMP = re.compile(r"\[(\d+(?::\d\d){1,2})\] ?")


class TranscriptFormat(StrEnum):
    """A kind of file for a transcript, by the ending of its name."""

    TEXT = "txt"
    SRT = "srt"
    VTT = "vtt"

    @property
    def needs_times(self) -> bool:
        """Whether it is for subtitles."""
        return self is not TranscriptFormat.TEXT


def format_of(suffix: str) -> TranscriptFormat:
    """The format that a file's ending, with its dot, asks for; text for any other."""
    ending = suffix.lower().lstrip(".")
    return TranscriptFormat(ending) if ending in set(TranscriptFormat) else TranscriptFormat.TEXT


def timed_lines(segments: Sequence[Segment]) -> str:
    """A line for each segment: [0:07] and its words."""
    return "\n".join(f"[{clock(segment.start)}] {segment.text}" for segment in segments)


def without_stamps(text: str) -> str:
    """The words alone."""
    return "\n".join(_STAMP.sub("", line, count=1) for line in text.splitlines())


def edited(segments: Sequence[Segment], text: str) -> list[Segment]:
    """The segments that are still there in lines a person has edited, with the words of now.

    A line without a time of its own goes on with the words before it.
    """
    stamps = [clock(segment.start) for segment in segments]
    next_place = 0
    found: list[Segment] = []
    for line in text.splitlines():
        stamp = _STAMP.match(line)
        words = line[stamp.end() :].strip() if stamp else line.strip()
        if stamp and stamp[1] in stamps[next_place:]:
            place = stamps.index(stamp[1], next_place)
            found.append(segments[place]._replace(text=words))
            next_place = place + 1
        elif found and words:
            found[-1] = found[-1]._replace(text=f"{found[-1].text}\n{words}".strip())
    return [segment for segment in found if segment.text]


def subtitles(segments: Sequence[Segment], form: TranscriptFormat) -> str:
    """A file of SubRip, or of WebVTT."""
    if form is TranscriptFormat.SRT:
        return "\n".join(
            f"{number}\n{_cue(start, end, ',')}\n{words}\n"
            for number, (start, end, words) in enumerate(segments, start=1)
        )
    cues = (
        f"{_cue(start, end, '.')}\n{escape(words, quote=False)}\n" for start, end, words in segments
    )
    return "\n".join(["WEBVTT\n", *cues])


def _cue(start: float, end: float, mark: str) -> str:
    return f"{_time(start, mark)} --> {_time(end, mark)}"


def _time(seconds: float, mark: str) -> str:
    """A time as 00:01:02,345."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}{mark}{thousandths:03}"
