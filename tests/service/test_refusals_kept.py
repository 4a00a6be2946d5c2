"""What a model refuses is known at the next start too, and can be forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.errors import ToolsRefused
from desktop_app.core.profiles import LOCAL, Profile
from desktop_app.core.refusals import Refusal, Refusals
from desktop_app.core.replies import ParameterDropped
from desktop_app.service.connection import Connection
from desktop_app.service.local_engine import LocalEngine
from desktop_app.service.quirks import QuirkMemory
from desktop_app.storage.refusals import StoredRefusals
from tests.servers import HUB_KEY
from tests.servers.replies import chat_stream, detail, error
from tests.service.asking import CHAT, MODEL, WEATHER_TOOL, ask, ask_until_error, question

if TYPE_CHECKING:
    from pathlib import Path

    from desktop_app.core.replies import ReplyEvent
    from tests.servers import ScriptedServer
    from tests.service.conftest import OpenApi

NO_TEMPERATURE = error("Unsupported parameter: 'temperature'")


async def ask_in_a_new_start(server: ScriptedServer, refusals: Refusals) -> list[ReplyEvent]:
    """One life of the program: connect, ask, close."""
    profile = Profile("Scripted", server.base_url)
    memory = QuirkMemory(refusals)
    connection = Connection(profile, HUB_KEY, engine=LocalEngine(), memory=memory)
    try:
        return await ask(await connection.client(), question(temperature=0.1))
    finally:
        await connection.close()


def told(events: list[ReplyEvent]) -> list[ReplyEvent]:
    return [event for event in events if isinstance(event, ParameterDropped)]


async def test_the_next_start_leaves_it_out_without_asking_or_telling(
    server: ScriptedServer, tmp_path: Path
) -> None:
    server.on("POST", CHAT, NO_TEMPERATURE, chat_stream())
    file = tmp_path / "state" / "refusals.json"

    first = StoredRefusals(file)
    assert told(await ask_in_a_new_start(server, first)) == [ParameterDropped("temperature")]
    await first.close()

    second = StoredRefusals(file)
    assert told(await ask_in_a_new_start(server, second)) == []
    await second.close()

    assert ["temperature" in request.json for request in server.requests] == [True, False, False]


async def test_what_is_forgotten_is_asked_again(server: ScriptedServer, tmp_path: Path) -> None:
    server.on("POST", CHAT, NO_TEMPERATURE, chat_stream())
    file = tmp_path / "refusals.json"
    first = StoredRefusals(file)
    await ask_in_a_new_start(server, first)
    host = Profile("", server.base_url).host
    assert first.all() == (Refusal(host, MODEL, ParameterDropped("temperature")),)

    first.forget(host, MODEL)
    await first.close()

    second = StoredRefusals(file)
    await ask_in_a_new_start(server, second)
    await second.close()
    assert "temperature" in server.last(CHAT).json


async def test_the_engines_models_are_asked_anew_at_each_start() -> None:
    class Watched(Refusals):
        def of(self, host: str, model: str) -> tuple[ParameterDropped, ...]:
            raise AssertionError((host, model))

    connection = Connection(LOCAL, engine=LocalEngine(), memory=QuirkMemory(Watched()))
    try:
        api = await connection.client()
        (model, *_) = [one.id for one in await api.list_models() if one.kind == "chat"]
        assert await ask(api, question("2 + 2", model=model, max_tokens=2))
    finally:
        await connection.close()


async def test_a_refusal_of_tools_is_known_but_tools_are_not_left_out(
    server: ScriptedServer, open_api: OpenApi
) -> None:
    server.on("POST", CHAT, detail("tools param requires --jinja flag", 500))
    refusals = Refusals()
    api = await open_api(memory=QuirkMemory(refusals))
    with_tools = question(tools=(WEATHER_TOOL,))
    for _time in range(2):
        await ask_until_error(api, ToolsRefused, with_tools)
    (refusal,) = refusals.all()
    assert (refusal.model, refusal.dropped) == (MODEL, ParameterDropped("tools"))
    assert all(request.json["tools"] for request in server.requests)
