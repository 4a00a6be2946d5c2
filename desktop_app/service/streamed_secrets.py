"""Masks secrets that a streamed reply repeats piece by piece, a token an event."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from desktop_app.core.redaction import MASK, SHORTEST_SECRET, written_forms

_SHORTEST_PART = 8  # characters of a secret that broke off, or began before what is known
_FIELD = b"data:"


@dataclass(slots=True)
class _Piece:
    """A text in an event, where it can be replaced."""

    line: int
    holder: Any  # the object or list that it stands in
    place: Any
    text: str


def without_streamed_secrets(
    body: bytes, secrets: tuple[str, ...], *, begins_within: bool = False
) -> bytes:
    """Events of a stream without what only spells a secret when they are read in a row.

    `begins_within`: what came before the body is not known, so it may begin with the end of one.
    """
    lines = body.split(b"\n")
    events: dict[int, Any] = {}
    strands: dict[tuple[str, ...], list[_Piece]] = defaultdict(list)
    for number, line in enumerate(lines):
        event = _event(line)
        if event is not None:
            events[number] = event
            for path, piece in _pieces(event, (), number):
                strands[path].append(piece)
    known = [secret for secret in secrets if len(secret) >= SHORTEST_SECRET]
    forms = [form for secret in known for form in written_forms(secret)]
    changed: set[int] = set()
    for pieces in strands.values():
        spans = _spans("".join(piece.text for piece in pieces), forms, begins_within)
        changed |= _mask(pieces, spans)
    for number in changed:
        end = b"\r" if lines[number].endswith(b"\r") else b""
        text = json.dumps(events[number], ensure_ascii=False, separators=(",", ":"))
        lines[number] = b"data: " + text.encode("utf-8", "replace") + end
    return b"\n".join(lines) if changed else body


def _event(line: bytes) -> Any:  # noqa: ANN401 (JSON of a server)
    if not line.startswith(_FIELD):
        return None
    try:
        event = json.loads(line[len(_FIELD) :])
    except (ValueError, RecursionError):
        return None
    return event if isinstance(event, dict) else None


def _pieces(
    value: Any,  # noqa: ANN401
    path: tuple[str, ...],
    line: int,
) -> Iterator[tuple[tuple[str, ...], _Piece]]:
    """The texts in an event, by the fields that they stand in; answers by their number."""
    if isinstance(value, dict):
        items: Any = value.items()
        number = value.get("index")
        path = (*path, str(number)) if isinstance(number, int) else path
    else:
        items = enumerate(value)
    for place, inner in items:
        below = (*path, place) if isinstance(place, str) else path
        if isinstance(inner, str):
            yield below, _Piece(line, value, place, inner)
        elif isinstance(inner, (dict, list)):
            yield from _pieces(inner, below, line)


def _spans(text: str, forms: list[str], begins_within: bool) -> list[tuple[int, int]]:
    """Where secrets stand, whole or cut off at an end; in their order, none over another."""
    found = []
    for form in forms:
        start = text.find(form)
        while start >= 0:
            found.append((start, start + len(form)))
            start = text.find(form, start + len(form))
        for length in range(len(form) - 1, _SHORTEST_PART - 1, -1):
            if text.endswith(form[:length]):
                found.append((len(text) - length, len(text)))
                break
        for length in range(len(form) - 1, _SHORTEST_PART - 1, -1) if begins_within else ():
            if text.startswith(form[-length:]):
                found.append((0, length))
                break
    joined: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if joined and start < joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _mask(pieces: list[_Piece], spans: list[tuple[int, int]]) -> set[int]:
    """Put a mask where each span begins and leave out the rest of it; the lines that changed."""
    changed = set()
    offset = 0
    for piece in pieces if spans else ():
        begin, end = offset, offset + len(piece.text)
        offset = end
        kept, done = "", begin
        for start, stop in spans:
            if stop <= begin or start >= end:
                continue
            kept += piece.text[done - begin : max(start, begin) - begin]
            kept += MASK if start >= begin else ""
            done = min(stop, end)
        kept += piece.text[done - begin :]
        if kept != piece.text:
            piece.holder[piece.place] = kept
            changed.add(piece.line)
    return changed
