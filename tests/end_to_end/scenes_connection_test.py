"""Scenes of the test of a connection: running, passed, failing at the encryption and at the key."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QLineEdit

from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.servers.authority import Authority
from tests.servers.messages import NEVER

if TYPE_CHECKING:
    from tests.end_to_end.window import Window


async def _test(window: Window, url: str, key: str = HUB_KEY, ca_file: str = "") -> None:
    """Begin a test of this server in the settings."""
    await window.until_text("main.connection", "connected, ")
    await window.open_settings()
    await asyncio.sleep(0.3)
    for name, text in (
        ("settings.name", "Company hub"),
        ("settings.url", url),
        ("settings.key", key),
        ("settings.ca_file", ca_file),
    ):
        field = window.find(QLineEdit, name)
        field.selectAll()
        field.insert(text)
    window.click("settings.test_connection")


async def _ended(window: Window, said: str) -> None:
    await window.until_text("settings.test_summary", said)
    await asyncio.sleep(0.2)


@contextmanager
def _encrypted(folder: Path, days: tuple[float, float]) -> Iterator[tuple[ScriptedServer, str]]:
    authority = Authority(folder, "Company Issuing CA 2")
    with ScriptedServer(tls=authority.server_context(days=days)) as server:
        play_hub(server)
        yield server, str(authority.ca_file)


async def connection_test_passed(window: Window, _hub: ScriptedServer) -> None:
    """Everything works, behind an authority of one's own."""
    with _encrypted(window.paths.cache / "authority", (-80, 290)) as (server, ca_file):
        await _test(window, server.base_url, ca_file=ca_file)
        await _ended(window, "works")


async def connection_test_unknown_issuer(window: Window, _hub: ScriptedServer) -> None:
    """The company's authority is not known, its certificate unfolded."""
    with _encrypted(window.paths.cache / "authority", (-80, 290)) as (server, _ca_file):
        await _test(window, server.base_url)
        await _ended(window, "cannot be used")
        window.click("settings.test_unfold_tls")
        await _ended(window, "cannot be used")


async def connection_test_expired(window: Window, _hub: ScriptedServer) -> None:
    """The certificate has expired."""
    with _encrypted(window.paths.cache / "authority", (-400, -35)) as (server, ca_file):
        await _test(window, server.base_url, ca_file=ca_file)
        await _ended(window, "cannot be used")


async def connection_test_key(window: Window, hub: ScriptedServer) -> None:
    """The key is refused."""
    await _test(window, hub.base_url, "sk-of-another-server")
    await _ended(window, "cannot be used")


async def connection_test_running(window: Window, hub: ScriptedServer) -> None:
    """A chat that lasts."""
    hub.on("POST", "/v2/chat/completions", NEVER)
    await _test(window, hub.base_url)
    line = window.find(QLabel, "settings.test_line_chat")
    await window.until(lambda: bool(line.text()), "the chat")
    await _ended(window, "Testing")


SCENES = (
    connection_test_passed,
    connection_test_unknown_issuer,
    connection_test_expired,
    connection_test_key,
    connection_test_running,
)
