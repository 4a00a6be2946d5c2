"""Code copied from the ledger sends, when it is run, what the recorded call had sent."""

from __future__ import annotations

from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app.core.messages import Message, Role
from desktop_app.core.requests import ChatRequest, CompletionRequest, SpeechRequest
from desktop_app.service.snippets import Language, recorded_call
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.service.recorded import Book
from tests.service.snippets.running import run
from tests.service.snippets.test_copied_code import AWKWARD, CHATS, COMPLETIONS, same_call

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient
    from tests.service.conftest import OpenApi

SOUND = b"ID3\r\n--\x00\xff\r\n" * 500


@pytest.fixture(params=list(Language))
def language(request: pytest.FixtureRequest) -> Language:
    return Language(request.param)


@pytest.fixture
def hub(server: ScriptedServer) -> ScriptedServer:
    play_hub(server)
    return server


async def list_models(api: ApiClient) -> None:
    await api.list_models()


async def chat(api: ApiClient) -> None:
    request = ChatRequest(model="gpt-4-turbo-128k-france", **CHATS["tools, streamed"])
    async with aclosing(api.stream_chat(request)) as events:
        [event async for event in events]


async def plain_chat(api: ApiClient) -> None:
    options = {**CHATS["every parameter"], "stream": False}
    request = ChatRequest(model="gpt-4-turbo-128k-france", **options)
    async with aclosing(api.stream_chat(request)) as events:
        [event async for event in events]


async def complete(api: ApiClient) -> None:
    request = CompletionRequest(model="Llama-3.3-70B-Instruct", **COMPLETIONS["awkward words"])
    async with aclosing(api.stream_completion(request)) as events:
        [event async for event in events]


async def embed(api: ApiClient) -> None:
    await api.embed("jina-embeddings-v2-base-de", ["plain", AWKWARD])


async def transcribe(api: ApiClient) -> None:
    await api.transcribe(
        SpeechRequest(
            model="whisper-1",
            file_name="Lied 'Köln' $HOME.mp3",
            content=SOUND,
            media_type="audio/mpeg",
            language="de",
        )
    )


@pytest.mark.parametrize("make", [list_models, chat, plain_chat, complete, embed, transcribe])
async def test_a_recorded_call(
    make: object, open_api: OpenApi, hub: ScriptedServer, language: Language, tmp_path: Path
) -> None:
    book = Book()
    await make(await open_api(observer=book.log))  # type: ignore[operator]  # one of the above
    own = hub.requests[-1]
    call = recorded_call(book.last)
    assert call is not None
    if call.file is not None:
        (tmp_path / call.file[0]).write_bytes(SOUND)

    await run(language, call, tmp_path)

    copied = hub.requests[-1]
    assert copied is not own
    assert same_call(own, copied)
    assert (own.query, own.key) == (copied.query, HUB_KEY)


async def test_what_is_not_kept_as_a_whole_is_no_code(
    open_api: OpenApi, hub: ScriptedServer
) -> None:
    book = Book()
    api = await open_api(observer=book.log)
    words = (Message(Role.USER, "long " * 20_000),)
    async with aclosing(api.stream_chat(ChatRequest(model="m", messages=words))) as events:
        with pytest.raises(Exception, match="NotFound"):
            [event async for event in events]
    assert len(hub.requests) == 1
    assert recorded_call(book.last) is None
