"""A refusal of raw text is told from every other reason to reject a request."""

from __future__ import annotations

import pytest

from desktop_app.core.errors import (
    ContextOverflow,
    NotFound,
    RateLimited,
    RequestRejected,
    ServerFailed,
    ServiceError,
)
from desktop_app.tabs.completion.refusal import refusal_in


@pytest.mark.parametrize(
    "error",
    [
        RequestRejected("The model does not support Completions API"),
        RequestRejected("The completion operation does not work with the specified model, gpt-4o"),
        RequestRejected("This is a chat model and not supported in the v1/completions endpoint"),
        RequestRejected("The requested operation is unsupported"),
        NotFound("Did you mean to use v1/chat/completions?"),
        NotFound("No such endpoint: POST /v2/completions"),
        NotFound("Not Found"),
        NotFound("", status=405),
        ServerFailed("Unexpected endpoint or method. (POST /v1/completions)"),
        ServerFailed("This server does not support completions", status=501),
        ServerFailed("", status=501),
    ],
    ids=lambda error: error.detail or "no words",
)
def test_a_model_or_server_without_completions_is_recognised(error: ServiceError) -> None:
    refusal = refusal_in(error)
    assert refusal is not None
    assert refusal.detail == error.detail


@pytest.mark.parametrize(
    "error",
    [
        RequestRejected("top_p: must be at most 1"),
        RequestRejected("stop is not supported by completions of this model"),
        RequestRejected("max_completion_tokens is not supported"),
        RequestRejected("at most 4 stop strings"),
        RequestRejected(""),
        NotFound("The model `Lama-3` does not exist"),
        NotFound("Nobody knows Lama-3", model="Lama-3"),
        ServerFailed("The completions back end is not available", status=503),
        ServerFailed("Internal error"),
        RateLimited("Too many requests to chat/completions", status=429),
        ContextOverflow("This is not supported by the completions API: too long"),
        NotFound("The API deployment for this resource does not exist"),
    ],
    ids=lambda error: error.detail or "no words",
)
def test_a_bad_parameter_or_an_unknown_model_keeps_its_own_error(error: ServiceError) -> None:
    assert refusal_in(error) is None
