"""A person chooses another server while one is still answering."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QComboBox, QTableView, QWidget

from desktop_app.core.credentials import Credentials
from desktop_app.core.profiles import KeyPlace, Profile
from desktop_app.core.settings import Settings, load_settings, save_settings
from desktop_app.storage.keys import KeyStore
from tests.end_to_end.audio import verse
from tests.end_to_end.ledger_window import listed, opened, until_listed
from tests.end_to_end.sending import TABS
from tests.end_to_end.window import Window, connected, environ, paths_below, running_window
from tests.servers import HUB_KEY, ScriptedServer
from tests.servers.messages import NEVER
from tests.servers.replies import models_list, sse

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["verse"]
STREAMING = frozenset({"chat", "completion", "vision", "tools"})
WORDS = "Half an "
HALF = sse([{"choices": [{"index": 0, "text": WORDS, "delta": {"content": WORDS}}]}], end="stall")


@pytest.fixture
def second(tmp_path: Path) -> Iterator[ScriptedServer]:
    """Another server, saved under that name; it asks for no key."""
    with ScriptedServer() as server:
        server.on("GET", "/v2/models", models_list({"tiny": {}}))
        profile = Profile("Second", server.base_url)
        file = paths_below(tmp_path / "home").settings_file
        save_settings(file, Settings(profiles=(profile,)))
        yield server


async def turn_to_second(window: Window) -> None:
    window.find(QComboBox, "main.profile").textActivated.emit("Second")
    await window.until_text("main.connection", "Second: connected")


@pytest.mark.parametrize("tab", TABS)
async def test_the_former_server_is_left_alone_and_blamed_for_nothing(
    tmp_path: Path, hub: ScriptedServer, second: ScriptedServer, verse: Path, tab: str
) -> None:
    sending = TABS[tab]
    path = sending.path.replace("/audio/audio/", "/audio/")
    hub.on("POST", path, HALF if tab in STREAMING else NEVER)
    async with running_window(tmp_path / "home", environ(hub)) as window:
        await connected(window)
        await sending.prepare(window, verse.parent if tab == "audio" else tmp_path)
        window.click(sending.send)
        await window.until(lambda: bool(hub.requests_to(path)), "the request")
        await turn_to_second(window)
        stop = window.find(QWidget, f"{tab}.stop")
        await window.until(lambda: not stop.isVisible(), "the end")
        assert window.text(f"{tab}.error") == ""
        assert await hub.wait_for(hub.last(path).client_left.is_set)
    assert {request.key for request in hub.requests} == {HUB_KEY}
    assert {request.key for request in second.requests} == {None}


@pytest.mark.usefixtures("second")
async def test_what_the_former_server_still_allows_is_no_longer_shown(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    listing = models_list({"tiny": {}})
    left = {"x-ratelimit-remaining-requests": "3", "x-ratelimit-reset-requests": "1h"}
    hub.on("GET", "/v2/models", replace(listing, headers={**listing.headers, **left}))
    async with running_window(tmp_path / "home", environ(hub)) as window:
        await window.until_text("main.headroom", "3 requests left")
        await turn_to_second(window)
        assert not window.find(QWidget, "main.headroom").isVisible()


async def test_a_key_does_not_follow_an_address_that_was_changed_in_the_file(
    tmp_path: Path, hub: ScriptedServer, second: ScriptedServer
) -> None:
    paths = paths_below(tmp_path / "home")
    keys = KeyStore(paths.key_file, KeyPlace.FILE)
    await keys.set("Second", Credentials("sk-entered-for-the-hub", origin=hub.url))
    found = load_settings(paths.settings_file).settings
    save_settings(paths.settings_file, found._replace(key_place=KeyPlace.FILE))
    async with running_window(tmp_path / "home", environ(hub)) as window:
        await connected(window)
        await turn_to_second(window)
    assert {request.key for request in second.requests} == {None}


@pytest.mark.usefixtures("second")
async def test_a_replay_ends_with_its_server(tmp_path: Path, hub: ScriptedServer) -> None:
    async with running_window(tmp_path / "home", environ(hub)) as window:
        await connected(window)
        await opened(window)
        await until_listed(window, 2)
        window.find(QTableView, "ledger.list").selectRow(1)
        await window.until_text("ledger.headers", f"GET {hub.base_url}/models\n")
        hub.on("GET", "/v2/models", NEVER)
        window.click("ledger.replay")
        await window.until(lambda: len(hub.requests_to("/v2/models")) == 2, "the request")
        await turn_to_second(window)
        await window.until(lambda: "Stopped" in str(listed(window)), "the end of the replay")
        assert not any("broke" in row[2] for row in listed(window))
