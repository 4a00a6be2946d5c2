"""The code that is copied sends, when it is run, what the program itself would send."""

from __future__ import annotations

from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from desktop_app.core.messages import Message, Role, ToolCall
from desktop_app.core.requests import ChatRequest, CompletionRequest, SpeechRequest
from desktop_app.service.snippets import EmbeddingRequest, FileSpeechRequest, Language, code_for
from tests.servers import Request, ScriptedServer, play_hub
from tests.servers.hub import VERSE, VERSE_IN_ENGLISH, WORDS
from tests.servers.replies import chat_stream, detail
from tests.service.snippets.running import run

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient
    from desktop_app.service.snippets import ServiceRequest
    from tests.service.conftest import OpenApi

AWKWARD = (
    "\"Grüße\" aus 'Köln' – 👩‍💻 🇩🇪 $API_KEY `id` $(id) \\n \\ %s {x} !! 100% #\n"
    "JSON\nEOF\n'''\n\"\"\"\n\r\n\ttab\x00\x07\x1b[201~ \x7f\x9b201~ \u2028\u202e rtl \ufeff'\n\n"
    "half of a pair: \ud83d, and no line break at the end'\""
)
TOOL: dict[str, Any] = {
    "type": "function",
    "function": {
        "name": "get_current_weather",
        "description": AWKWARD,
        "parameters": {
            "type": "object",
            "properties": {"location": {"type": "string", "description": "The city"}, "ü'\"$": {}},
            "required": ["location"],
            "additionalProperties": False,
            "default": None,
        },
    },
}
SYSTEM = Message(Role.SYSTEM, "You are a helpful assistant named Llama-3.")
CALL = ToolCall("call_1", "get_current_weather", '{"location": "Köln \\"am\\" Rhein"}')
PICTURE = "data:image/png;base64," + "iVBORw0KGgo" * 30_000  # longer than an argument may be

CHATS: dict[str, dict[str, Any]] = {
    "the guide's": {
        "messages": (SYSTEM, Message(Role.USER, "What is Open Telekom Cloud?")),
        "temperature": 0.1,
        "max_tokens": 256,
    },
    "awkward words": {"messages": (Message(Role.SYSTEM, AWKWARD), Message(Role.USER, AWKWARD))},
    "a whole reply": {"messages": (Message(Role.USER, AWKWARD),), "stream": False},
    "nothing said of streaming": {"messages": (Message(Role.USER, ""),), "stream": None},
    "further turns": {
        "messages": (
            Message(Role.USER, "One"),
            Message(Role.ASSISTANT, "Two\n\n```sh\ncat <<'JSON'\nJSON\n```"),
            Message(Role.USER, "Three"),
        )
    },
    "fields of a server's own": {
        "messages": (Message(Role.USER, "Hi"),),
        "extra": {"top_k": 4, "chat_template_kwargs": {"enable_thinking": False}},
    },
    "every parameter": {
        "messages": (Message(Role.USER, "Hi"),),
        "temperature": 0.0,
        "top_p": 0.5,
        "max_tokens": 9,
        "stop": ("\n\n", "'''", "$"),
        "seed": 0,
        "extra": {"top_k": 4, "logit_bias": None},
    },
    "pictures": {
        "messages": (
            SYSTEM,
            Message(Role.USER, AWKWARD, image_urls=(PICTURE, "https://example.org/ü.jpg?a='b'")),
        )
    },
    "tools": {"messages": (Message(Role.USER, "Weather?"),), "stream": None, "tools": (TOOL,)},
    "tools, streamed": {
        "messages": (
            Message(Role.USER, "Weather?"),
            Message(Role.ASSISTANT, "", tool_calls=(CALL,)),
            Message(Role.TOOL, AWKWARD, tool_call_id="call_1"),
            Message(Role.USER, "And tomorrow?"),
        ),
        "tools": (TOOL,),
        "tool_choice": {"type": "function", "function": {"name": "get_current_weather"}},
    },
}
COMPLETIONS: dict[str, dict[str, Any]] = {
    "the guide's": {"prompt": "What is Python?", "temperature": 0.2, "max_tokens": 128},
    "awkward words": {"prompt": AWKWARD, "stop": ("\n\n", "'''", "$"), "stream": False},
    "every parameter": {
        "prompt": "Hi",
        "top_p": 0.5,
        "seed": 0,
        "echo": True,
        "logprobs": 5,
        "stream": False,
    },
    "several texts": {"prompt": "Hi", "n": 3, "stream": False},
    "several texts, streamed": {"prompt": "Hi", "n": 3, "logprobs": 2},
}
EMBEDDINGS: dict[str, tuple[str, ...]] = {
    "the guide's": ("I am Batman and I'm rich", "I am Spiderman"),
    "awkward words": ("plain", AWKWARD, "ends in a backslash \\"),
    "more than go at once": tuple(f"Text {number} 'of' {AWKWARD}" for number in range(70)),
}
RECORDINGS: dict[str, tuple[str, dict[str, Any]]] = {
    "the guide's": ("audio_file.mp3", {"language": "de", "temperature": 0.0}),
    "a translation": ("audio_file.mp3", {"temperature": 1.0, "translate": True}),
    "with times": ("audio_file.mp3", {"with_times": True}),
    "an awkward name": ("Lied 'Köln' $HOME `id` 🎵, a;b = c&d.mp3", {"model": "@whisper;type=a"}),
}


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


@pytest.fixture
def hub(server: ScriptedServer) -> ScriptedServer:
    play_hub(server)
    return server


async def sent_by_code(
    api: ApiClient,
    request: ServiceRequest,
    language: Language,
    server: ScriptedServer,
    folder: Path,
) -> tuple[list[Request], str]:
    """What came to the server when the code was run, and what that printed."""
    before = len(server.requests)
    printed = await run(language, api.call_for(request), folder)
    return server.requests[before:], printed


def same_call(first: Request, second: Request) -> bool:
    assert (first.method, first.path) == (second.method, second.path)
    assert first.headers["authorization"] == second.headers["authorization"]
    assert (first.json is None) == (second.json is None)
    assert first.json == second.json
    assert first.fields == second.fields
    return True


@pytest.mark.parametrize("case", CHATS)
async def test_chat(
    api: ApiClient, hub: ScriptedServer, language: Language, case: str, tmp_path: Path
) -> None:
    model = "gpt-4-turbo-128k-france"
    request = ChatRequest(model=model, **CHATS[case])
    async with aclosing(api.stream_chat(request)) as events:
        [event async for event in events]
    (own,) = hub.requests

    (copied,), printed = await sent_by_code(api, request, language, hub, tmp_path)

    assert same_call(own, copied)
    assert "get_current_weather" in printed if request.tools else WORDS[-1] in printed


@pytest.mark.parametrize("case", COMPLETIONS)
async def test_completion(
    api: ApiClient, hub: ScriptedServer, language: Language, case: str, tmp_path: Path
) -> None:
    request = CompletionRequest(model="Llama-3.3-70B-Instruct", **COMPLETIONS[case])
    async with aclosing(api.stream_completion(request)) as events:
        [event async for event in events]
    (own,) = hub.requests

    (copied,), printed = await sent_by_code(api, request, language, hub, tmp_path)

    assert same_call(own, copied)
    assert WORDS[-1] in printed


@pytest.mark.parametrize("case", EMBEDDINGS)
async def test_embeddings(
    api: ApiClient, hub: ScriptedServer, language: Language, case: str, tmp_path: Path
) -> None:
    texts = EMBEDDINGS[case]
    request = EmbeddingRequest("jina-embeddings-v2-base-de", texts)
    await api.embed(request.model, texts)
    own = list(hub.requests)

    copied, printed = await sent_by_code(api, request, language, hub, tmp_path)

    assert all(same_call(*pair) for pair in zip(own, copied, strict=True))
    if language is Language.PYTHON:
        assert "Embedding dimension:  8" in printed
        assert f"Number of embedding vector:  {len(texts)}" in printed


@pytest.mark.parametrize("case", RECORDINGS)
async def test_speech(
    api: ApiClient, hub: ScriptedServer, language: Language, case: str, tmp_path: Path
) -> None:
    name, options = RECORDINGS[case]
    file = tmp_path / name
    file.write_bytes(b"ID3\r\n--\x00\xff\r\n" * 500)
    spoken = SpeechRequest(
        **{"model": "whisper-1", **options},
        file_name=name,
        content=file.read_bytes(),
        media_type="audio/mpeg",
    )
    await api.transcribe(spoken)
    own = hub.requests[-1]
    assert own.path.startswith("/v2/audio/audio/"), "the base that was learned"

    request = FileSpeechRequest(file, spoken)
    (copied,), printed = await sent_by_code(api, request, language, hub, tmp_path)

    assert same_call(own, copied)
    assert (VERSE_IN_ENGLISH if spoken.translate else VERSE) in printed


async def test_what_a_model_refuses_is_left_out_of_the_code_too(
    api: ApiClient, server: ScriptedServer, language: Language, tmp_path: Path
) -> None:
    server.on(
        "POST",
        "/v2/chat/completions",
        detail("Use 'max_completion_tokens' instead of 'max_tokens'.", 400),
        detail("Unsupported parameter: 'temperature'", 400),
        chat_stream(["Four."]),
    )
    words = (Message(Role.USER, "2 + 2"),)
    request = ChatRequest(model="o1", messages=words, temperature=0.1, max_tokens=9)
    async with aclosing(api.stream_chat(request)) as events:
        [event async for event in events]
    own = server.requests[-1]

    (copied,), _ = await sent_by_code(api, request, language, server, tmp_path)

    assert same_call(own, copied)
    assert "max_tokens" not in copied.json
    assert copied.json["max_completion_tokens"] == 9


async def test_nothing_that_cannot_be_seen_is_in_the_code(
    api: ApiClient, language: Language
) -> None:
    request = ChatRequest(model="m", messages=(Message(Role.USER, AWKWARD),), tools=(TOOL,))
    code = code_for(language, api.call_for(request))
    assert code.replace("\n", "").isprintable()


async def test_the_code_asks_the_audio_base_of_the_profile(
    open_api: OpenApi, server: ScriptedServer
) -> None:
    api = await open_api(audio_base=f"{server.base_url}/audio")
    spoken = SpeechRequest(
        model="whisper-1", file_name="a.mp3", content=b"", media_type="audio/mpeg"
    )
    call = api.call_for(FileSpeechRequest(Path("a.mp3"), spoken))
    assert call.url == f"{server.base_url}/audio/audio/transcriptions"
