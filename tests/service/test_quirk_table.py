"""Each quirk of a server is tested, and what a person should know of it has its sentence."""

from __future__ import annotations

import ast
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.errors import ServiceError
from desktop_app.core.messages import Message, Role
from desktop_app.core.replies import ParameterDropped
from desktop_app.core.requests import ChatRequest, SpeechRequest
from desktop_app.tabs.audio.state_text import StateText
from desktop_app.tabs.reply import Reply as ReadReply
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.reply_words import ReplyWords
from desktop_app.ui.usage_line import UsageText
from tests.servers import Reply, ScriptedServer
from tests.servers.replies import (
    chat_chunk,
    chat_stream,
    detail,
    embeddings,
    error,
    html_reply,
    json_reply,
    sse,
    text_reply,
    transcription,
)
from tests.service.asking import CHAT, MODEL, ask, ask_until_error, end_of, question, usage_of
from tests.service.quirk_rows import ROWS

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient
    from tests.servers.messages import Part
    from tests.service.conftest import OpenApi

pytestmark = pytest.mark.usefixtures("qapp")
TESTS = Path(__file__).parent.parent
SPEECH = "/v2/audio/transcriptions"


@cache
def names_in(file: str) -> set[str]:
    """The names of the tests of a file."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in tree.body if isinstance(node, functions)}


@pytest.mark.parametrize("row", ROWS)
def test_each_row_has_its_tests(row: str) -> None:
    assert ROWS[row]
    for file, names in ROWS[row].items():
        assert set(names) <= names_in(file)


HELLO: Part = b'data: {"choices":[{"delta":{"content":"Hello"}}]}\n\n'
FAILURES: dict[str, tuple[Reply, str]] = {
    "401": (detail("Invalid API key", 401), "does not accept the key"),
    "403": (detail("Not in your plan", 403), "does not include this"),
    "404": (detail("No such model", 404), "does not know the model or the address"),
    "429": (detail("Slow down", 429), "takes no more requests this minute"),
    "429 with a time": (detail("Slow down", 429, retry_after="7"), "asks to wait 7 s"),
    "429 too large": (error("Request too large", 429), "is too large for"),
    "413": (detail("Payload", 413), "is too large for"),
    "400": (detail("Bad", 400), "refuses the request as it is"),
    "500": (detail("Oh no", 500), "failed to answer"),
    "503": (text_reply("upstream is down", 503), "“upstream is down”"),
    "words as an object": (detail({"message": "as an object"}, 400), "“as an object”"),
    "words as a list": (
        detail([{"loc": ["body", "n"], "msg": "Too high"}], 422),
        "“body.n: Too high”",
    ),
    "words as a string": (json_reply({"error": "as a string"}, 400), "“as a string”"),
    "an overflow": (error("maximum context length is 8192"), "longer than"),
    "an overflow inside 503": (detail("the prompt is too long", 503), "can read"),
    "a portal": (html_reply("Sign in", 200, "Portal"), "it may be a login page"),
    "a portal that forbids": (html_reply("Blocked", 403), "“Blocked"),
    "a page that fails": (html_reply("Bad Gateway", 502, "nginx"), "“Bad Gateway nginx”"),
    "no stream": (text_reply("It works!"), "did not stream its answer"),
    "no reply": (json_reply({"status": "ok"}), "not as a language model server"),
    "nothing": (text_reply(""), "broke in the middle"),
    "an error in the stream": (
        sse([HELLO, {"error": {"message": "Out of memory"}}]),
        "“Out of memory”",
    ),
    "a bare error in the stream": (sse([HELLO, {"error": "No memory"}]), "“No memory”"),
    "broken JSON": (sse([HELLO, b'data: {"choices": [{"delta"\n\n']), "is kept; Retry asks again"),
    "a cut": (sse([HELLO], end="cut"), "is kept; Retry asks again"),
    "a stall": (sse([HELLO], end="stall"), "has sent nothing for a long time"),
    "an event without end": (
        Reply(200, {"content-type": "text/event-stream"}, [b"data: " + b"x" * 60_000], True),
        "broke in the middle",
    ),
}


@pytest.mark.parametrize("case", FAILURES)
async def test_a_failure_has_its_sentence(
    open_api: OpenApi, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    monkeypatch.setattr("desktop_app.service.sse.LARGEST_EVENT", 1_000_000)
    reply, words = FAILURES[case]
    server.on("POST", CHAT, reply)

    limit = 0.4 if "stall" in case else 20.0  # a busy machine is no stall
    _, failure = await ask_until_error(await open_api(inactivity_limit=limit), ServiceError)

    sentence = ErrorText().sentence(failure)
    assert words in sentence
    assert f"127.0.0.1:{server.port}" in sentence or MODEL in sentence
    assert "<" not in sentence


async def test_an_estimate_is_called_one(api: ApiClient, server: ScriptedServer) -> None:
    refusal = error("Unrecognized request argument supplied: stream_options")
    server.on("POST", CHAT, refusal, chat_stream(["Hello"], usage=None))

    events = await ask(api)

    assert UsageText().tokens(usage_of(events)).startswith("about ")


async def test_what_was_left_out_is_said(api: ApiClient, server: ScriptedServer) -> None:
    server.on(
        "POST", CHAT, error("'temperature' is not supported with this model"), chat_stream(["Hi"])
    )

    events = await ask(api, question(temperature=0.1))

    dropped = [event for event in events if isinstance(event, ParameterDropped)]
    assert ReplyWords().of_dropped(dropped) == ["without temperature, which the model refuses"]


@pytest.mark.parametrize("word", ["", "null", None])
async def test_an_end_without_a_reason_is_said(
    api: ApiClient, server: ScriptedServer, word: str | None
) -> None:
    server.on("POST", CHAT, chat_stream(["Hello"], finish=word))

    end = end_of(await ask(api))

    assert ReplyWords().of_end(end.reason) == "the server did not say whether it is complete"


class _Nowhere:
    """Takes the words of a reply and shows them to nobody."""

    def append_text(self, text: str) -> None:
        pass

    def append_reasoning(self, text: str) -> None:
        pass


async def test_reasoning_is_not_sent_back(api: ApiClient, server: ScriptedServer) -> None:
    thought = [chat_chunk({"reasoning_content": "Hm."}), chat_chunk({"content": "<think>Oh"})]
    said = [chat_chunk({"content": "</think>Yes."}), chat_chunk(finish="stop")]
    server.on("POST", CHAT, sse([*thought, *said]))
    reply = ReadReply()
    asked = Message(Role.USER, "Really?")
    await reply.read(api.stream_chat(ChatRequest(model=MODEL, messages=(asked,))), _Nowhere())

    await ask(api, ChatRequest(model=MODEL, messages=(asked, reply.message(), asked)))

    assert reply.reasoning == "Hm.Oh"
    assert server.last(CHAT).json["messages"][1] == {"role": "assistant", "content": "Yes."}


@pytest.mark.parametrize(
    "reply",
    [embeddings([[1.0]]), embeddings([[1.0], [1.0, 2.0]]), json_reply({"data": []}), html_reply()],
    ids=["too few", "another dimension", "none", "a page"],
)
async def test_vectors_that_cannot_be_used_have_their_sentence(
    api: ApiClient, server: ScriptedServer, reply: Reply
) -> None:
    server.on("POST", "/v2/embeddings", reply)

    with pytest.raises(ServiceError) as caught:
        await api.embed("jina", ["a", "b"])

    assert "cannot be used. Retry, or choose another model" in ErrorText().sentence(caught.value)


def recording() -> SpeechRequest:
    return SpeechRequest(
        model="whisper-1", file_name="a.wav", content=b"RIFF", media_type="audio/wav"
    )


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (json_reply({"error": "unsupported format"}), "cannot read this kind of sound"),
        (json_reply({"error": "no GPU is free"}), "“no GPU is free”"),
        (json_reply({"duration": 3}), "cannot be used"),
        (detail("Maximum content size limit exceeded", 413), "is too long for"),
        (detail("Audio longer than 600 s", 400), "“Audio longer than 600 s”"),
    ],
)
async def test_a_recording_that_is_refused_has_its_sentence(
    api: ApiClient, server: ScriptedServer, reply: Reply, words: str
) -> None:
    server.on("POST", SPEECH, reply)

    with pytest.raises(ServiceError) as caught:
        await api.transcribe(recording())

    assert words in ErrorText().sentence(caught.value)


async def test_missing_times_are_said_and_silence_is_no_failure(
    api: ApiClient, server: ScriptedServer
) -> None:
    refusal = error("response_format 'verbose_json' is not compatible with this model")
    server.on("POST", SPEECH, refusal, transcription("Hello"), transcription(""))
    wanted = replace(recording(), with_times=True)

    words, silence = await api.transcribe(wanted), await api.transcribe(wanted)

    said = StateText().usage(words, wants_times=True)
    assert "without times, which the model does not tell" in said
    assert "no words were recognised" in StateText().usage(silence, wants_times=True)
