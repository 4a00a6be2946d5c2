"""What is recorded of a call: what a person needs, nothing secret, and little that is long."""

from __future__ import annotations

import asyncio
import base64
import json
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.calls import STOPPED, CallKind
from desktop_app.core.credentials import Credentials
from desktop_app.core.errors import RateLimited, ServerUnreachable
from desktop_app.core.messages import Message, Role
from desktop_app.core.profiles import Profile
from desktop_app.core.requests import ChatRequest, SpeechRequest
from desktop_app.service.call_log import KEPT
from desktop_app.service.connect import open_client
from tests.servers import HUB_KEY, Reply, Request, ScriptedServer, play_hub
from tests.servers.replies import chat_chunk, chat_stream, detail, sse, usage_chunk
from tests.service.asking import CHAT, MODEL, ask, ask_until_error, question
from tests.service.recorded import Book

if TYPE_CHECKING:
    from tests.service.conftest import OpenApi


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def hub(server: ScriptedServer) -> ScriptedServer:
    play_hub(server)
    return server


async def test_a_chat_is_recorded_as_it_was_sent_and_received(
    open_api: OpenApi, hub: ScriptedServer, book: Book
) -> None:
    answer = chat_stream(["Open ", "Telekom"])
    limits = {"x-request-id": "req-7", "x-ratelimit-remaining-requests": "19"}
    hub.on("POST", CHAT, Reply(200, {**answer.headers, **limits}, answer.parts))
    await ask(await open_api(observer=book.log))

    record = book.last
    sent = hub.last(CHAT)
    assert json.loads(record.request.text) == sent.json
    assert record.request.text.encode() == sent.body
    assert dict(record.request_headers)["content-length"] == sent.headers["content-length"]
    assert record.response.text.encode() == b"".join(answer.parts)  # type: ignore[arg-type]  # bytes
    call = record.summary
    assert (call.kind, call.method, call.model) == (CallKind.CHAT, "POST", MODEL)
    assert (call.profile, call.url) == ("Scripted", f"{hub.url}{CHAT}")
    assert (call.status, call.error, call.request_id) == (200, "", "req-7")
    assert (call.tokens_in, call.tokens_out) == (31, 12)
    assert dict(record.response_headers)["x-ratelimit-remaining-requests"] == "19"
    assert call.first_byte is not None
    assert 0 < call.first_byte <= call.duration
    timing = record.timing
    assert timing.connect is not None
    assert timing.tls is None
    stages = (timing.connect, timing.send, timing.wait, timing.receive)
    assert sum(stage or 0 for stage in stages) <= call.duration * 1.01


async def test_the_last_usage_counts(open_api: OpenApi, hub: ScriptedServer, book: Book) -> None:
    words = 'A text may speak of "usage": {"prompt_tokens": 1} too'
    hub.on("POST", CHAT, sse([chat_chunk({"content": words}), usage_chunk(), chat_chunk()]))
    await ask(await open_api(observer=book.log))
    assert (book.last.summary.tokens_in, book.last.summary.tokens_out) == (31, 12)


async def test_an_error_is_recorded_with_its_body(
    open_api: OpenApi, hub: ScriptedServer, book: Book
) -> None:
    hub.on("POST", CHAT, detail("Rate limit of 20 requests/min exceeded", 429))
    await ask_until_error(await open_api(observer=book.log), RateLimited)
    assert book.last.summary.status == 429
    assert book.last.summary.error == "RateLimited"
    assert "20 requests/min" in book.last.response.text


async def test_a_server_that_is_not_there_is_recorded(book: Book) -> None:
    api = await open_client(Profile("Nowhere", "http://127.0.0.1:1/v1"), "", observer=book.log)
    with pytest.raises(ServerUnreachable):
        await api.list_models()
    await api.close()
    assert book.last.summary.url == "http://127.0.0.1:1/v1/models"
    assert (book.last.summary.status, book.last.summary.error) == (0, "ServerUnreachable")
    assert book.last.summary.first_byte is None


async def test_what_was_stopped_is_no_error(
    open_api: OpenApi, hub: ScriptedServer, book: Book
) -> None:
    hub.on("POST", CHAT, sse([chat_chunk({"content": "One"})], end="stall"))
    asking = asyncio.create_task(ask(await open_api(observer=book.log)))
    assert await hub.wait_for(lambda: bool(hub.requests_to(CHAT)))
    await asyncio.sleep(0.05)
    asking.cancel()
    await asyncio.wait([asking])
    assert book.last.summary.error == STOPPED
    assert not book.last.summary.failed


async def test_of_sound_only_type_and_size_are_kept(
    open_api: OpenApi, hub: ScriptedServer, book: Book
) -> None:
    sound = b"ID3" + bytes(range(256)) * 100
    spoken = SpeechRequest(
        model="whisper-1", file_name="a.mp3", content=sound, media_type="audio/mpeg"
    )
    await (await open_api(observer=book.log)).transcribe(spoken)
    form = json.loads(book.last.request.text)
    assert form["model"] == "whisper-1"
    assert form["file"] == {"name": "a.mp3", "type": "audio/mpeg", "size": len(sound)}
    assert book.last.request.is_form
    assert book.last.summary.kind is CallKind.TRANSCRIPTION
    assert book.last.request.size == len(hub.requests[-1].body)


async def test_of_pictures_only_type_and_size_are_kept(
    open_api: OpenApi, hub: ScriptedServer, book: Book
) -> None:
    picture = base64.b64encode(bytes(1_000)).decode()
    urls = (f"data:image/png;base64,{picture}", "https://example.org/a.jpg")
    request = ChatRequest(
        model=MODEL, messages=(Message(Role.USER, 'What is "data:,x"?', image_urls=urls),)
    )
    await ask(await open_api(observer=book.log), request)
    parts = json.loads(book.last.request.text)["messages"][0]["content"]
    assert parts[0]["text"] == 'What is "data:,x"?'
    assert parts[1]["image_url"]["url"] == "data:image/png;size=1000"
    assert parts[2]["image_url"]["url"] == "https://example.org/a.jpg"
    assert book.last.request.is_altered
    assert book.last.request.size == len(hub.last(CHAT).body)


async def test_of_a_long_request_the_start_and_the_end_are_kept(
    open_api: OpenApi, hub: ScriptedServer, book: Book
) -> None:
    await ask(await open_api(observer=book.log), question("ä€" * 40_000))
    request = book.last.request
    assert request.is_cut
    assert len(request.text.encode()) <= 2 * KEPT
    assert request.text.startswith('{"model": ')
    assert request.text.endswith('"include_usage": true}}')
    assert request.size == len(hub.last(CHAT).body)
    assert "\ufffd" not in request.text


async def test_of_a_long_reply_the_start_and_the_end_are_kept_and_little_is_held(
    open_api: OpenApi, hub: ScriptedServer, book: Book
) -> None:
    words = [chat_chunk({"content": f"{number:09} "}) for number in range(3_000)]
    answer = sse([*words, usage_chunk()])
    hub.on("POST", CHAT, answer)
    await ask(await open_api(observer=book.log))
    held = book.calls[-1]
    assert sum(map(len, (*held.head, *held.tail))) < 8 * KEPT
    response = book.last.response
    whole = b"".join(answer.parts).decode()  # type: ignore[arg-type]  # bytes
    assert response.is_cut
    assert response.size == len(whole)
    assert whole.startswith(response.text[: response.cut_at])
    assert whole.endswith(response.text[response.cut_at :])
    assert len(response.text) == 2 * KEPT
    assert book.last.summary.tokens_out == 12


SECRET = 'Sch"lüssel\\1234'.replace("ü", "u")


async def test_no_secret_is_in_a_record_however_it_is_repeated(
    server: ScriptedServer, book: Book
) -> None:
    profile = Profile("Own", server.base_url, header_names=("X-Team", "X-Tiny"))
    credentials = Credentials(SECRET, headers=(("X-Team", "red squirrel"), ("X-Tiny", "7")))

    def repeat(request: Request) -> Reply:
        told = json.dumps(dict(request.headers))
        pad = "." * (KEPT - len(told) - 40)  # so that one stands where a long body is cut
        encoded = base64.b64encode(SECRET.encode()).decode()
        body = f"{told} {pad} {SECRET * 9000} {encoded} red%20squirrel red squirrel"
        return Reply(400, {"x-told": SECRET, "set-cookie": "a=b"}, [body.encode()])

    server.on("POST", CHAT, repeat)
    api = await open_client(profile, credentials, observer=book.log)
    await ask_until_error(api, Exception, question(f"My key is {SECRET}."))
    await api.close()
    told = repr(book.last)
    for form in (SECRET, json.dumps(SECRET)[1:-1], "red squirrel", "red%20squirrel", "a=b"):
        assert form not in told
    assert SECRET[:10] not in told.replace("\\\\", "\\")
    assert base64.b64encode(SECRET.encode()).decode() not in told
    headers = dict(book.last.request_headers)
    assert headers["authorization"] == "Bearer •••"
    assert headers["x-team"] == headers["x-tiny"] == "•••"


async def test_nothing_is_recorded_while_it_is_switched_off(
    open_api: OpenApi, hub: ScriptedServer, book: Book
) -> None:
    api = await open_api(observer=book.log)
    book.log.enabled = False
    await ask(api)
    assert not book.calls
    book.log.enabled = True
    await ask(api)
    assert len(book.calls) == 1
    assert HUB_KEY not in repr(book.last)
    assert len(hub.requests) == 2
