"""The forms in which the words of a recording come back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop_app.core.errors import InvalidReply, NotAnApi
from desktop_app.core.requests import Segment, Transcript
from desktop_app.service.errors import error_in_reply
from desktop_app.service.server_words import error_in, is_html, words_of

if TYPE_CHECKING:
    from desktop_app.service.wire import Reply

_LARGEST = 1_000_000.0  # seconds; some servers send nanoseconds, or what is no number


def read_transcript(reply: Reply, content: object, elapsed: float) -> Transcript:
    """What a decoded body says; an `error`, or no text at all, is a failure.

    Raises:
        InvalidReply: it holds no text.
        ServiceError: it is an error, or no answer of such a server.
    """
    failure = error_in(content)
    if failure is not None:
        raise error_in_reply(reply.facts, failure)
    if is_html(content):
        raise reply.error(NotAnApi, words_of(content, reply.facts.keys))
    if isinstance(content, str):
        return Transcript(content.strip(), "", None, elapsed)
    text = content.get("text") if isinstance(content, Mapping) else None
    if not isinstance(content, Mapping) or not isinstance(text, str):
        raise reply.error(InvalidReply)
    language = content.get("language")
    return Transcript(
        text.strip(),
        language if isinstance(language, str) else "",
        _number(content.get("duration")),
        elapsed,
        _segments(content.get("segments")),
    )


def _segments(entries: object) -> tuple[Segment, ...]:
    """Segments in the order of time; none when the times of one of them cannot be true."""
    found = [_segment(entry) for entry in entries] if isinstance(entries, list) else []
    real = [segment for segment in found if segment is not None]
    if len(real) < len(found) or not any(segment.end for segment in real):
        return ()
    return tuple(sorted(segment for segment in real if segment.text))


def _segment(entry: object) -> Segment | None:
    if not isinstance(entry, Mapping) or not isinstance(entry.get("text"), str):
        return None
    start, end = _number(entry.get("start")), _number(entry.get("end"))
    if start is None or end is None or not 0 <= start <= end:
        return None
    return Segment(start, end, " ".join(entry["text"].split()))


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if abs(value) <= _LARGEST else None
