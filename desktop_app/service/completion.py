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
    optional = {
        "temperature": request.temperature,
        "top_p": request.top_p,
        "max_tokens": request.max_tokens,
        "stop": list(request.stop) or None,
        "seed": request.seed,
        "n": request.n if request.n > 1 else None,
        "echo": request.echo or None,
        "logprobs": request.logprobs,
    }
    body |= {name: value for name, value in optional.items() if value is not None}
    if request.stream:
        body["stream_options"] = {"include_usage": True}
    return body
