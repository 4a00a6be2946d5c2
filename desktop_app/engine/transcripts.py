"""What was heard, in the five formats of OpenAI's API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse, PlainTextResponse, Response

if TYPE_CHECKING:
    from collections.abc import Callable

Timed = tuple[float, float, str]
"""Start and end in seconds, and the words."""


@dataclass(frozen=True)
class Transcript:
    """The result of a transcription or translation; times in seconds."""

    task: str
    language: str
    duration: float
    segments: list[Timed]
    words: list[Timed] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All that was said."""
        return " ".join(text for _start, _end, text in self.segments)


def _json(heard: Transcript) -> Response:
    return JSONResponse(
        {"text": heard.text, "task": heard.task, "duration": round(heard.duration, 2)}
    )


def _verbose_json(heard: Transcript) -> Response:
    segments: list[dict[str, Any]] = [
        {"id": i, "start": start, "end": end, "text": text}
        for i, (start, end, text) in enumerate(heard.segments)
    ]
    words = [{"word": text, "start": start, "end": end} for start, end, text in heard.words]
    return JSONResponse(
        {
            "task": heard.task,
            "language": heard.language,
            "duration": round(heard.duration, 2),
            "text": heard.text,
            "segments": segments,
            **({"words": words} if words else {}),
        }
    )


def _text(heard: Transcript) -> Response:
    return PlainTextResponse(heard.text + "\n")


def _srt(heard: Transcript) -> Response:
    blocks = (
        f"{i}\n{_clock(start, ',')} --> {_clock(end, ',')}\n{text}\n"
        for i, (start, end, text) in enumerate(heard.segments, start=1)
    )
    return PlainTextResponse("\n".join(blocks))


def _vtt(heard: Transcript) -> Response:
    blocks = (
        f"{_clock(start, '.')} --> {_clock(end, '.')}\n{text}\n"
        for start, end, text in heard.segments
    )
    return PlainTextResponse("\n".join(("WEBVTT\n", *blocks)), media_type="text/vtt")


FORMATS: dict[str, Callable[[Transcript], Response]] = {
    "json": _json,
    "text": _text,
    "verbose_json": _verbose_json,
    "srt": _srt,
    "vtt": _vtt,
}


def _clock(seconds: float, mark: str) -> str:
    """A time as 00:01:02,345."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    minutes, second = divmod(whole, 60)
    hour, minute = divmod(minutes, 60)
    return f"{hour:02}:{minute:02}:{second:02}{mark}{thousandths:03}"
