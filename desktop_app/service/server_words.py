"""Finds the server's own words in whatever an error reply holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from html.parser import HTMLParser
from typing import Any

from typing_extensions import override

from desktop_app.core.redaction import redact

LONGEST = 500  # characters of the server's words that are kept
_PAGE = re.compile(r"\s*<(!doctype|html|head|body|\?xml)\b", re.IGNORECASE)
_NAMED = ("message", "msg", "detail", "error", "error_description", "reason", "title")


def words_of(body: object, keys: Iterable[str] = ()) -> str:
    """One plain line: cleaned of markup and keys, at most `LONGEST` characters.

    Understands `detail` as string, object or list, `error` as object or string, HTML and text.
    """
    text = _plain(body) if isinstance(body, str) else _words(body)
    text = redact(" ".join(text.split()), keys)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def code_of(body: object) -> str:
    """The codes and types that the error carries, in lower case and parted by blanks."""
    body = _first(body)
    if not isinstance(body, Mapping):
        return ""
    found: list[str] = []
    for part in (body, body.get("error"), body.get("detail")):
        if isinstance(part, Mapping):
            values = (part.get(name) for name in ("code", "type", "status"))
            found += [str(value).lower() for value in values if isinstance(value, (str, int))]
    return " ".join(found)


def error_in(body: object) -> object | None:
    """The error that a reply with status 200 carries, or None when it carries none."""
    body = _first(body)
    if not isinstance(body, Mapping):
        return None
    if body.get("error"):
        return body
    if body.get("object") == "error" or body.get("type") == "error":
        return body
    if body.get("detail") and not any(body.get(name) for name in ("choices", "data", "text")):
        return body
    return None


def decoded(data: bytes) -> object:
    """A body as JSON, else as text."""
    text = data.decode("utf-8", "replace").lstrip("\ufeff")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def is_html(body: object) -> bool:
    """Whether a body is a page for a browser."""
    return isinstance(body, str) and bool(_PAGE.match(body))


def _first(body: object) -> object:
    """Some servers put their error object into a list."""
    return body[0] if isinstance(body, list) and body else body


def _words(value: object) -> str:
    if isinstance(value, str):
        return _plain(value)
    if isinstance(value, Mapping):
        return _words_of_object(value)
    if isinstance(value, (list, tuple)):
        return "; ".join(filter(None, (_words(item) for item in value[:10])))
    return ""


def _words_of_object(value: Mapping[str, Any]) -> str:
    words = next(filter(None, (_words(value.get(name)) for name in _NAMED)), "")
    place = value.get("loc")
    if isinstance(place, (list, tuple)):
        return f"{'.'.join(str(step) for step in place)}: {words}"
    parameter = value.get("param")
    if isinstance(parameter, str) and parameter and parameter not in words:
        return f"{parameter}: {words}"
    return words


class _TextOfPage(HTMLParser):
    """Collects the visible text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in {"script", "style"}

    @override
    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style"}

    @override
    def handle_data(self, data: str) -> None:
        if self._hidden <= 0 and (text := " ".join(data.split())) and text not in self.parts[-1:]:
            self.parts.append(text)


def _plain(text: str) -> str:
    if not is_html(text):
        return text[: 8 * LONGEST]
    page = _TextOfPage()
    page.feed(text[: 64 * 1024])
    return " ".join(page.parts)
