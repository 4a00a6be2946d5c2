"""A small, plausible hub: it answers everything that the service's guide shows."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.servers import replies
from tests.servers.messages import Reply, Request, UploadedFile

if TYPE_CHECKING:
    from tests.servers.scripted import ScriptedServer

HUB_KEY = "sk-test-of-the-scripted-hub"
VECTOR_SIZE = 8

_CHAT = {
    "model_type": "LLM",
    "max_sequence_length": 8192,
    "hidden_size": 0,
    "max_output_length": 0,
    "deployment_country": "DE",
    "is_externally_hosted": False,
}
_ABROAD = _CHAT | {"deployment_country": "US", "is_externally_hosted": True}
MODELS: dict[str, dict[str, Any]] = {
    "Llama-3.3-70B-Instruct": _CHAT,
    "Qwen2.5-VL-72B-Instruct": _CHAT | {"input_modalities": ["text", "image"]},
    "gpt-4-turbo-128k-france": _ABROAD | {"max_output_length": 4096},
    "DeepSeek-R1-Distill-Llama-70B": {"max_sequence_length": 8192, "hidden_size": 0},
    "jina-embeddings-v2-base-de": _CHAT | {"model_type": "EMBEDDING", "hidden_size": VECTOR_SIZE},
    "whisper-large-v3-turbo": _CHAT | {"model_type": "STT", "max_sequence_length": 0},
}
WORDS = ("Open ", "Telekom ", "Cloud ", "is ", "the ", "cloud ", "of ", "T-Systems.")
VERSE = "Eine kleine Dickmadam zog sich eine Hose an."
VERSE_IN_ENGLISH = "A little lady took her pants off."


def play_hub(server: ScriptedServer, key: str = HUB_KEY) -> None:
    """Script every route of the guide; another key is answered by 401."""

    def route(method: str, path: str, answer: Callable[[Request], Reply]) -> None:
        def checked(request: Request) -> Reply:
            if request.key != key:
                return replies.detail("Invalid API key", 401)
            return answer(request)

        server.on(method, path, checked)

    route("GET", "/v2/models", lambda _request: replies.models_list(MODELS))
    route("GET", "/v2/audio/models", lambda _request: replies.models_list({"whisper-1": {}}))
    route("POST", "/v2/chat/completions", _chat)
    route("POST", "/v2/completions", _completion)
    route("POST", "/v2/embeddings", _embeddings)
    for task, text in (("transcription", VERSE), ("translation", VERSE_IN_ENGLISH)):
        route("POST", f"/v2/audio/audio/{task}s", _speech(task, text))


def _chat(request: Request) -> Reply:
    body = request.json
    if body["model"] not in MODELS:
        return replies.detail(f"The model `{body['model']}` does not exist", 404)
    calls = [replies.tool_call()]
    asks = body.get("tools") and body["messages"][-1]["role"] != "tool"
    if not body.get("stream"):
        if asks:
            return replies.chat_whole(None, finish="tool_calls", tool_calls=calls)
        return replies.chat_whole("".join(WORDS))
    if not asks:
        return replies.chat_stream(WORDS)
    return replies.sse(
        [
            replies.chat_chunk({"role": "assistant", "content": None}),
            replies.chat_chunk({"tool_calls": [{"index": 0, **calls[0]}]}),
            replies.chat_chunk(finish="tool_calls"),
            replies.usage_chunk(),
        ]
    )


def _completion(request: Request) -> Reply:
    body = request.json
    if body["model"].startswith("gpt"):
        return replies.detail("This model is not supported by the completions API", 400)
    if body.get("stream"):
        return replies.completion_stream(WORDS)
    return replies.completion_whole("".join(WORDS))


def _embeddings(request: Request) -> Reply:
    body = request.json
    texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
    encoding = body.get("encoding_format") or "float"
    return replies.embeddings(
        [vector_of(text) for text in texts], encoding=encoding, model=body["model"]
    )


def vector_of(text: str) -> list[float]:
    """The vector that this hub gives to a text: any, but always the same."""
    digest = hashlib.sha256(text.encode()).digest()
    return [byte / 256 for byte in digest[:VECTOR_SIZE]]


def _speech(task: str, text: str) -> Callable[[Request], Reply]:
    def answer(request: Request) -> Reply:
        file = request.fields.get("file")
        if not isinstance(file, UploadedFile) or not file.content:
            return replies.detail([{"loc": ["body", "file"], "msg": "Field required"}], 422)
        name = {"transcription": "transcribe", "translation": "translate"}[task]
        return replies.transcription(text, task=name)

    return answer
