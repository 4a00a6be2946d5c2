"""Turns what went wrong in a call into a typed error with the facts a person needs."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from desktop_app.core.errors import (
    AccessDenied,
    ContextOverflow,
    KeyMissing,
    KeyRejected,
    NotAnApi,
    NotFound,
    ProxyFailed,
    RateLimited,
    RequestRejected,
    RequestTooLarge,
    ServerFailed,
    ServiceError,
    ToolsRefused,
)
from desktop_app.core.findings import Finding
from desktop_app.service.headroom import seconds_until_room
from desktop_app.service.server_words import code_of, is_html, words_of

_OVERFLOW_CODES = ("context_length_exceeded", "exceed_context_size", "context_window_exceeded")
_OVERFLOW = re.compile(
    r"context (length|window|size)|maximum (context|sequence|input|prompt) length"
    r"|max_sequence_length|max_model_len|(prompt|input|message)s? (is|are) too long"
    r"|reduce the length|too many (input |prompt )?tokens|token limit exceeded"
    r"|(input|prompt)( tokens?| length)? .{0,40}exceed|exceeds? .{0,40}context"
    r"|larger than the context|longer than the model",
    re.IGNORECASE,
)
_TOO_LARGE = re.compile(
    r"request (is )?too large|payload too large|entity too large", re.IGNORECASE
)
_TOOLS = re.compile(
    r"\btools?\b|tool[_ -]?(choice|use|call)|function[_ -]?call|\bfunctions\b", re.IGNORECASE
)
_REFUSES = re.compile(
    r"not support|n't support|unsupported|not (permitted|allowed|available|enabled|recognized)"
    r"|unrecogni[sz]ed|unknown|unexpected|extra (inputs|fields|forbidden)|extra_forbidden"
    r"|requires? --|invalid (argument|parameter)|deprecated|only the default|no endpoints",
    re.IGNORECASE,
)
_BY_STATUS: Mapping[int, type[ServiceError]] = {
    400: RequestRejected,
    401: KeyRejected,
    402: AccessDenied,
    403: AccessDenied,
    404: NotFound,
    405: NotFound,
    407: ProxyFailed,
    413: RequestTooLarge,
    422: RequestRejected,
}


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What is known of a call before its answer.

    `parameters` are the names that were sent; `proxy` is the host and port it goes through, or "".
    """

    host: str
    keys: tuple[str, ...] = ()
    model: str = ""
    parameters: frozenset[str] = field(default_factory=frozenset)
    proxy: str = ""


def refuses(words: str) -> bool:
    """Whether the words say that something is not supported, rather than wrong in its value."""
    return bool(_REFUSES.search(words))


def error_of_status(
    call: CallFacts, status: int, body: object, headers: Mapping[str, str] | None = None
) -> ServiceError:
    """The typed error of a reply whose status is not 2xx."""
    words = words_of(body, call.keys)
    kind = _kind(call, status, body, words)
    headers = headers or {}
    retry_after = _retry_after(headers)
    if retry_after is None and kind is RateLimited:
        retry_after = seconds_until_room(headers.items())
    return kind(
        words,
        host=call.host,
        status=status,
        model=call.model,
        retry_after=retry_after,
        finding=Finding.PROXY_WANTS_LOGIN if kind is ProxyFailed else None,
        proxy=call.proxy,
    )


def error_in_reply(call: CallFacts, body: object) -> ServiceError:
    """The typed error of an error object inside a reply whose status was 200."""
    status = re.search(r"\b([45]\d\d)\b", code_of(body))
    if status:
        return error_of_status(call, int(status[1]), body)
    code = code_of(body)
    if "rate_limit" in code:
        return error_of_status(call, 429, body)
    if "invalid_request" in code or "unsupported" in code:
        return error_of_status(call, 400, body)
    words = words_of(body, call.keys)
    kind = _special_kind(call, code, words) or ServerFailed
    return kind(words, host=call.host, model=call.model)


def _kind(call: CallFacts, status: int, body: object, words: str) -> type[ServiceError]:
    if is_html(body) and status not in {401, 404, 407, 413, 429} and status < 500:
        return NotAnApi
    if status == 429:  # its words are about tokens too
        return RequestTooLarge if _TOO_LARGE.search(words) else RateLimited
    if status not in {401, 402, 403, 404, 407} or "tool" in words:
        special = _special_kind(call, code_of(body), words)
        if special:
            return special
    if status == 401 and not call.keys:
        return KeyMissing
    return _BY_STATUS.get(status) or _kind_of_class(status)


def _kind_of_class(status: int) -> type[ServiceError]:
    if status >= 500 or status == 408:
        return ServerFailed
    return RequestRejected if status >= 400 else NotAnApi


def _special_kind(call: CallFacts, code: str, words: str) -> type[ServiceError] | None:
    if any(name in code for name in _OVERFLOW_CODES) or _OVERFLOW.search(words):
        return ContextOverflow
    if "tools" in call.parameters and _TOOLS.search(words) and refuses(words):
        return ToolsRefused
    return None


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks to wait; RFC 9110 allows a number or a date."""
    milliseconds = headers.get("retry-after-ms", "")
    if re.fullmatch(r"\d+(\.\d+)?", milliseconds):
        return float(milliseconds) / 1000
    value = headers.get("retry-after", "").strip()
    if re.fullmatch(r"\d+(\.\d+)?", value):
        return float(value)
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
