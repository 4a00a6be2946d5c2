"""Bodies as they may be kept: keys masked, pictures as type and size, long ones shortened."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TypeAlias

from desktop_app.core.calls import Content
from desktop_app.core.redaction import MASK, SHORTEST_SECRET, written_forms
from desktop_app.service.call_log import KEPT, MARGIN
from desktop_app.service.streamed_secrets import without_streamed_secrets
from desktop_app.service.usage import usage_in

_STREAM = "text/event-stream"
_MEDIA = re.compile(r"^(?:audio|image|video|font)/|^application/(?:octet-stream|pdf|zip)")
_DATA_URL = re.compile(rb"data:([\w.+-]+/[\w.+-]+)(?:;[\w=.+-]+)*,")
_LONGEST_HEADER = 200  # bytes of a data URL before its content
_USAGE = b'"usage"'
AnyBytes: TypeAlias = bytes | bytearray
_decoder = json.JSONDecoder()


def media_type_of(content_type: str) -> str:
    """The media type without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def masked(body: AnyBytes, secrets: tuple[str, ...]) -> AnyBytes:
    """The bytes without the secrets, however they may be written."""
    for secret in secrets:
        if len(secret) >= SHORTEST_SECRET:
            for form in written_forms(secret):
                body = body.replace(form.encode(), MASK.encode())
    return body


def content_of(
    head: AnyBytes, tail: bytes, size: int, media_type: str, secrets: tuple[str, ...]
) -> Content:
    """A body of `size` bytes, of which `head` and, where it goes on beyond, `tail` are known."""
    if _MEDIA.match(media_type):
        return Content(media_type=media_type, size=size)
    if size <= len(head) + len(tail):
        return _whole(head + tail if tail else head, size, media_type, secrets)
    if media_type == _STREAM:
        head = without_streamed_secrets(bytes(head), secrets)
        tail = without_streamed_secrets(tail, secrets, begins_within=True)
    return _cut(masked(head, secrets)[:-MARGIN], masked(tail, secrets)[MARGIN:], size, media_type)


def tokens_in(head: bytes, tail: bytes) -> tuple[int | None, int | None]:
    """The tokens of the prompt and of the reply, as the last usage in a body counts them."""
    for part in (tail, head):
        for place in _backwards(part, _USAGE):
            usage = usage_in({"usage": _value_after(part[place + len(_USAGE) :])})
            if usage is not None:
                return usage.prompt_tokens, usage.completion_tokens
    return None, None


def _whole(body: AnyBytes, size: int, media_type: str, secrets: tuple[str, ...]) -> Content:
    kept = without_streamed_secrets(bytes(body), secrets) if media_type == _STREAM else body
    kept = masked(without_media(kept), secrets)
    if len(kept) > 2 * KEPT:
        return _cut(kept[:KEPT], kept[-KEPT:], size, media_type)
    text = kept.decode("utf-8", "replace")
    return Content(media_type=media_type, text=text, size=size, is_altered=kept != body)


def _cut(head: AnyBytes, tail: AnyBytes, size: int, media_type: str) -> Content:
    # A character of several bytes that the cut went through is no character any more.
    first = head[:KEPT].decode("utf-8", "ignore")
    last = tail[-KEPT:].decode("utf-8", "ignore")
    return Content(
        media_type=media_type,
        text=first + last,
        size=size,
        cut_at=len(first),
        is_altered=True,
    )


def without_media(body: AnyBytes) -> AnyBytes:
    """JSON whose data URLs say the type and the size of what they held."""
    pieces: list[AnyBytes] = []
    done = 0
    # Searched by `find`, which is fast enough for bodies of many megabytes; a pattern is not.
    while (start := body.find(b'"data:', done)) >= 0:
        match = _DATA_URL.match(body[start + 1 : start + 1 + _LONGEST_HEADER])
        end = body.find(b'"', start + 1)
        if match is None or end < 0:
            pieces.append(body[done : start + 6])
            done = start + 6
            continue
        content = end - start - 1 - match.end()
        length = content * 3 // 4 - body[end - 2 : end].count(b"=")
        pieces += (body[done : start + 1], b"data:%b;size=%d" % (match[1], length))
        done = end
    return b"".join((*pieces, body[done:])) if pieces else body


def _backwards(body: bytes, part: bytes) -> Iterator[int]:
    place = body.rfind(part)
    while place >= 0:
        yield place
        place = body.rfind(part, 0, place)


def _value_after(rest: bytes) -> object:
    """The JSON value after a name."""
    text = rest[:4096].decode("utf-8", "replace").lstrip(" \t\r\n:")
    try:
        return _decoder.raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None
