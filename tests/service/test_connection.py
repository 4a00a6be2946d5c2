"""The window's connection: one client for all tabs, never a key for another host."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import pytest

from desktop_app.core.errors import KeyUnusable, ServerUnreachable, StreamBroken
from desktop_app.core.profiles import LOCAL, Profile
from desktop_app.core.requests import SpeechRequest
from desktop_app.service.connect import warm_up
from desktop_app.service.connection import Connection
from desktop_app.service.local_engine import LocalEngine
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.servers.replies import chat_chunk, sse
from tests.service.asking import CHAT, question
from tests.service.engine_child import engine_command


@pytest.fixture
async def connection(server: ScriptedServer, tmp_path: Path) -> AsyncIterator[Connection]:
    engine = LocalEngine(engine_command(tmp_path, server.base_url, HUB_KEY))
    opened = Connection(Profile("Hub", server.base_url), HUB_KEY, engine=engine)
    yield opened
    await opened.close()


async def test_all_tabs_share_one_client(connection: Connection) -> None:
    clients = await asyncio.gather(*(connection.client() for _ in range(3)))

    assert clients[0] is clients[1] is clients[2]


async def test_another_profile_gets_its_own_key_and_nothing_of_the_former(
    connection: Connection, server: ScriptedServer
) -> None:
    play_hub(server)
    await (await connection.client()).list_models()
    with ScriptedServer() as other:
        play_hub(other, key="sk-other")
        await connection.use(Profile("Other", other.base_url), "sk-other")

        await (await connection.client()).list_models()

        assert [request.key for request in server.requests] == [HUB_KEY]
        assert [request.key for request in other.requests] == ["sk-other"]
        await connection.close()


async def test_a_key_is_read_when_its_client_is_opened_and_not_before(
    connection: Connection, server: ScriptedServer
) -> None:
    asked: list[str] = []

    async def read_key() -> str:
        asked.append("keyring")
        return HUB_KEY

    await connection.use(Profile("Hub", server.base_url), read_key)
    assert not asked
    await connection.client()
    await connection.client()

    assert asked == ["keyring"]


async def test_a_profile_chosen_while_the_former_is_being_opened_is_the_one_that_is_used(
    connection: Connection, server: ScriptedServer
) -> None:
    never = asyncio.Event()

    async def locked_keyring() -> str:
        await never.wait()
        return "never"

    await connection.use(Profile("Locked", server.base_url), locked_keyring)
    waiting = asyncio.create_task(connection.client())
    await asyncio.sleep(0)
    await connection.use(Profile("Hub", server.base_url), HUB_KEY)

    assert (await connection.client()).profile.name == "Hub"
    with pytest.raises(asyncio.CancelledError):
        await waiting


async def test_an_opening_that_failed_can_be_tried_again(connection: Connection) -> None:
    profile = connection.profile
    await connection.use(profile, "a key\nof two lines")
    with pytest.raises(KeyUnusable):
        await connection.client()
    await connection.use(profile, HUB_KEY)

    assert (await connection.client()).profile == profile


async def test_a_caller_who_goes_away_does_not_take_the_opening_from_the_others(
    connection: Connection,
) -> None:
    leaving = asyncio.create_task(connection.client())
    staying = asyncio.create_task(connection.client())
    await asyncio.sleep(0)
    leaving.cancel()

    assert (await staying).profile == connection.profile


async def test_the_local_profile_starts_the_engine_and_asks_it_with_its_key(
    connection: Connection, server: ScriptedServer
) -> None:
    play_hub(server)
    await connection.use(LOCAL)

    await (await connection.client()).list_models()

    assert server.last("/v2/models").key == HUB_KEY


async def test_the_local_profile_works_again_after_its_engine_has_died(
    connection: Connection, server: ScriptedServer
) -> None:
    play_hub(server)
    await connection.use(LOCAL)
    first = await connection.client()
    await connection._engine.stop()

    second = await connection.client()

    assert second is not first
    assert await second.list_models()


async def test_calls_on_the_former_profile_end_with_an_error(
    connection: Connection, server: ScriptedServer
) -> None:
    server.on("POST", CHAT, sse([chat_chunk({"content": "Hi"})], end="stall"))
    client = await connection.client()

    async with aclosing(client.stream_chat(question())) as events:
        await anext(events)
        await connection.use(Profile("Other", "http://127.0.0.1:9/v1"), "sk-other")
        with pytest.raises(StreamBroken):
            await anext(events)

    assert await server.wait_for(server.last(CHAT).client_left.is_set)
    with pytest.raises(ServerUnreachable):
        await client.list_models()


async def test_an_audio_base_that_was_learnt_is_told_with_its_profile(
    server: ScriptedServer,
) -> None:
    play_hub(server)
    learned: list[tuple[str, str]] = []
    connection = Connection(
        Profile("Hub", server.base_url),
        HUB_KEY,
        engine=LocalEngine(),
        on_audio_base_learned=lambda profile, base: learned.append((profile.name, base)),
    )

    await (await connection.client()).transcribe(
        SpeechRequest(model="whisper-1", file_name="a.wav", content=b"RIFF", media_type="audio/wav")
    )

    assert learned == [("Hub", f"{server.base_url}/audio")]
    await connection.close()


async def test_loading_the_sdk_leaves_the_collector_as_it_was() -> None:
    before = gc.isenabled()

    await warm_up()

    assert gc.isenabled() is before


def test_the_service_can_be_imported_without_the_sdk() -> None:
    import subprocess

    program = (
        "import sys, desktop_app.service.connection, desktop_app.service.local_engine\n"
        "heavy = {'openai', 'httpx2', 'numpy', 'pydantic'} & set(sys.modules)\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)

    assert done.returncode == 0, done.stderr
