"""Builders of the replies that OpenAI-compatible servers usually give."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.servers.messages import Cut, Part, Pause, Reply, Stall

USAGE = {"prompt_tokens": 31, "completion_tokens": 12, "total_tokens": 43}


def json_reply(body: object, status: int = 200, **headers: str) -> Reply:
    """A JSON body; underscores of a header's name stand for hyphens."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, {"content-type": "application/json", **names}, [json.dumps(body).encode()])


def text_reply(text: str, status: int = 200, media_type: str = "text/plain") -> Reply:
    """A body of text."""
    return Reply(status, {"content-type": f"{media_type}; charset=utf-8"}, [text.encode()])


def html_reply(
    title: str = "Sign in", status: int = 200, text: str = "Please sign in to the company network."
) -> Reply:
    """A page as a login portal or a proxy sends it."""
    page = (
        f"<!DOCTYPE html><html><head><title>{title}</title><style>p {{color: red}}</style>"
        f"<script>alert(1)</script></head><body><h1>{title}</h1><p>{text}</p></body></html>"
    )
    return text_reply(page, status, "text/html")


def detail(words: object, status: int, **headers: str) -> Reply:
    """An error as the hub words it."""
    return json_reply({"detail": words}, status, **headers)


def error(message: str, status: int = 400, **more: object) -> Reply:
    """An error as OpenAI and proxied back ends word it."""
    return json_reply({"error": {"message": message, **more}}, status)


def sse(
    events: Iterable[object],
    *,
    done: bool = True,
    pause: float = 0.0,
    end: str = "close",
    media_type: str = "text/event-stream",
) -> Reply:
    """Server-sent events, one write each. A dict is sent as JSON, bytes as they are.

    `end` tells how the reply ends: "close" as it should, "cut" or "stall".
    """
    parts: list[Part] = []
    for event in events:
        if isinstance(event, (bytes, Pause, Stall, Cut)):
            parts.append(event)
        else:
            parts.append(b"data: " + json.dumps(event).encode() + b"\n\n")
        if pause:
            parts.append(Pause(pause))
    if done and end == "close":
        parts.append(b"data: [DONE]\n\n")
    if end != "close":
        parts.append(Cut() if end == "cut" else Stall())
    if len(parts) == 1:
        parts.append(Pause(0))
    return Reply(200, {"content-type": media_type}, parts)


def chat_chunk(
    delta: Mapping[str, Any] | None = None, *, finish: str | None = None, **more: object
) -> dict[str, Any]:
    """One chunk of a streamed chat reply."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "model": "Llama-3.3-70B-Instruct",
        "choices": [{"index": 0, "delta": delta or {}, "finish_reason": finish}],
        **more,
    }


def usage_chunk(usage: Mapping[str, Any] = USAGE) -> dict[str, Any]:
    """The last chunk, that holds the usage only."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "model": "Llama-3.3-70B-Instruct",
        "choices": [],
        "usage": usage,
    }


def chat_stream(
    pieces: Sequence[str] = ("Open ", "Telekom ", "Cloud."),
    *,
    finish: str | None = "stop",
    usage: Mapping[str, Any] | None = USAGE,
    pause: float = 0.0,
) -> Reply:
    """A streamed chat reply."""
    chunks = [chat_chunk({"role": "assistant", "content": ""})]
    chunks += [chat_chunk({"content": piece}) for piece in pieces]
    chunks.append(chat_chunk(finish=finish))
    return sse([*chunks, usage_chunk(usage)] if usage else chunks, pause=pause)


def chat_whole(
    text: str | None = "Open Telekom Cloud.",
    *,
    finish: str | None = "stop",
    usage: Mapping[str, Any] | None = USAGE,
    **message: object,
) -> Reply:
    """A chat reply in one piece."""
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": "Llama-3.3-70B-Instruct",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": text, **message},
                "finish_reason": finish,
            }
        ],
    }
    return json_reply(body | ({"usage": usage} if usage else {}))


def tool_call(
    name: str = "get_current_weather",
    arguments: str = '{"location":"Hamburg","format":"celsius"}',
    call_id: str = "call_adnFRLazqswLI1ky6FU2O40u",
) -> dict[str, Any]:
    """A tool call as it stands in a message."""
    return {
        "id": call_id,
        "type": "function",
        "function": {"name": name, "arguments": arguments},
    }


def completion_stream(pieces: Sequence[str], *, finish: str = "stop") -> Reply:
    """A streamed reply of /completions."""
    chunks = [{"object": "text_completion", "choices": [{"index": 0, "text": p}]} for p in pieces]
    last = {"choices": [{"index": 0, "text": "", "finish_reason": finish}], "usage": USAGE}
    return sse([*chunks, last])


def completion_whole(text: str, *, finish: str = "stop") -> Reply:
    """A reply of /completions in one piece."""
    choice = {"index": 0, "text": text, "finish_reason": finish}
    return json_reply({"object": "text_completion", "choices": [choice], "usage": USAGE})


def models_list(models: Mapping[str, Mapping[str, Any]]) -> Reply:
    """The list of models, id → meta_data, as the guide shows it."""
    return json_reply(
        {
            "object": "list",
            "data": [
                {"id": name, "object": "model", "owned_by": "", "meta_data": dict(meta)}
                for name, meta in models.items()
            ],
        }
    )


def embeddings(
    vectors: Sequence[Sequence[float]], *, encoding: str = "float", model: str = "jina"
) -> Reply:
    """Vectors as numbers, or packed as base64."""
    data = [
        {
            "object": "embedding",
            "index": index,
            "embedding": (
                base64.b64encode(struct.pack(f"<{len(vector)}f", *vector)).decode()
                if encoding == "base64"
                else list(vector)
            ),
        }
        for index, vector in enumerate(vectors)
    ]
    usage = {"prompt_tokens": 31, "total_tokens": 31}
    return json_reply({"object": "list", "model": model, "data": data, "usage": usage})


def transcription(text: str, *, task: str = "transcribe", duration: float = 10.58) -> Reply:
    """A transcript in the guide's form."""
    return json_reply({"text": text, "task": task, "duration": duration})


def timed_transcription(*segments: tuple[float, float, str], language: str = "english") -> Reply:
    """A transcript as verbose_json: segments of start, end (seconds) and words."""
    entries = [
        {"id": number, "start": start, "end": end, "text": f" {text}"}
        for number, (start, end, text) in enumerate(segments)
    ]
    text = " ".join(text for _start, _end, text in segments)
    duration = segments[-1][1] if segments else 0.0
    body = {"task": "transcribe", "language": language, "duration": duration, "text": text}
    return json_reply({**body, "segments": entries})
