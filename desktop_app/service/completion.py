"""Raw completion: the body of its request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from desktop_app.core.requests import CompletionRequest

PATH = "/completions"


def completion_body(request: CompletionRequest) -> dict[str, Any]:
    """The JSON of the request; parameters that are not set are left out."""
    body: dict[str, Any] = {
        "model": request.model,
        "prompt": request.prompt,
        "stream": request.stream,
    }
    if request.temperature is not None:
        body["temperature"] = request.temperature
    if request.max_tokens is not None:
        body["max_tokens"] = request.max_tokens
    if request.stop:
        body["stop"] = list(request.stop)
    if request.stream:
        body["stream_options"] = {"include_usage": True}
    return body
