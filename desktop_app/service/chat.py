"""Chat: the body of its request, in the shape of the service's guide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.core.messages import Role
from desktop_app.core.requests import SET_BY_THE_PROGRAM

if TYPE_CHECKING:
    from desktop_app.core.messages import Message
    from desktop_app.core.requests import ChatRequest

PATH = "/chat/completions"


def chat_body(request: ChatRequest) -> dict[str, Any]:
    """The JSON of the request; parameters that are not set are left out."""
    # The guide writes the system prompt as parts where pictures follow.
    sees = any(message.image_urls for message in request.messages)
    body: dict[str, Any] = {
        "model": request.model,
        "messages": [
            _message(message, as_parts=sees and message.role is Role.SYSTEM)
            for message in request.messages
        ],
    }
    if request.temperature is not None:
        body["temperature"] = request.temperature
    if request.top_p is not None:
        body["top_p"] = request.top_p
    if request.max_tokens is not None:
        body["max_tokens"] = request.max_tokens
    if request.stop:
        body["stop"] = list(request.stop)
    if request.seed is not None:
        body["seed"] = request.seed
    if request.stream is not None:
        body["stream"] = request.stream
    if request.stream:
        body["stream_options"] = {"include_usage": True}
    if request.tools:
        body["tools"] = [dict(tool) for tool in request.tools]
        if request.tool_choice is not None:
            body["tool_choice"] = request.tool_choice
    extra = {k: v for k, v in request.extra.items() if k not in SET_BY_THE_PROGRAM}
    return {**body, **extra}


def prompt_characters(request: ChatRequest) -> int:
    """Characters of everything that the model reads, without pictures."""
    return sum(
        len(message.text) + sum(len(call.name) + len(call.arguments) for call in message.tool_calls)
        for message in request.messages
    )


def _message(message: Message, *, as_parts: bool) -> dict[str, Any]:
    content: Any = message.text
    if message.image_urls or as_parts:
        content = [{"type": "text", "text": message.text}] if message.text else []
        content += [{"type": "image_url", "image_url": {"url": url}} for url in message.image_urls]
    elif message.tool_calls and not message.text:
        content = None
    body: dict[str, Any] = {"role": message.role.value, "content": content}
    if message.tool_calls:
        body["tool_calls"] = [
            {
                "id": call.id,
                "type": "function",
                "function": {"name": call.name, "arguments": call.arguments},
            }
            for call in message.tool_calls
        ]
    if message.tool_call_id:
        body["tool_call_id"] = message.tool_call_id
    return body
