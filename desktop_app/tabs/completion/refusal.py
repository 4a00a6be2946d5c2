"""Tells a server or model that continues no raw text from one that refuses this request."""

from __future__ import annotations

import re

from desktop_app.core.errors import (
    CompletionRefused,
    NotFound,
    RequestRejected,
    ServerFailed,
    ServiceError,
)

_CHAT_ONLY = re.compile(
    r"\bchat[ -]?(only|models?\b|completions?\b)|chat/completions", re.IGNORECASE
)
_COMPLETIONS = re.compile(
    r"\b(text )?completions?\b|\b(endpoint|operation|method)\b", re.IGNORECASE
)
_NOT_OFFERED = re.compile(
    r"not support|n't support|unsupported|not (available|allowed|enabled|implemented|work)"
    r"|no such|no endpoints?|unexpected endpoint|unknown (endpoint|route|path|url)",
    re.IGNORECASE,
)
_PARAMETER = re.compile(
    r"\b(temperature|top_[pk]|max_tokens|stop|stop_strings|stream|stream_options|seed|logprobs"
    r"|n|best_of|echo|suffix|\w+_penalty)\b",
    re.IGNORECASE,
)
_NOT_IMPLEMENTED = 501
_MODEL = re.compile(r"model|deployment", re.IGNORECASE)


def refusal_in(error: ServiceError) -> CompletionRefused | None:
    """The refusal of raw text that `error` is, or None for any other reason to reject a request."""
    if not _is_refusal(error):
        return None
    return CompletionRefused(error.detail, host=error.host, status=error.status, model=error.model)


def _is_refusal(error: ServiceError) -> bool:
    detail = error.detail
    if isinstance(error, ServerFailed):
        if error.status == _NOT_IMPLEMENTED:
            return True
        if error.status is not None:  # a failure of the moment, whatever it speaks of
            return False
    elif not isinstance(error, (NotFound, RequestRejected)):
        return False
    if _CHAT_ONLY.search(detail):
        return True
    if _COMPLETIONS.search(detail) and _NOT_OFFERED.search(detail):
        return not _PARAMETER.search(detail)
    return isinstance(error, NotFound) and not _names_model(error)


def _names_model(error: ServiceError) -> bool:
    return bool(_MODEL.search(error.detail) or (error.model and error.model in error.detail))
