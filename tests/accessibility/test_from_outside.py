"""The real program is driven through AT-SPI, as a screen reader drives it."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.accessibility.session_bus import Reader, accessible_session, reader
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.servers.replies import chat_stream
from tests.x11.display import x11_display

if TYPE_CHECKING:
    from collections.abc import Callable

_PATIENCE = 60.0  # seconds
_ROOT = Path(__file__).parents[2]
_TABS = ("Completion", "Embeddings", "Vision", "Audio", "Tools", "Models", "Chat")


@pytest.fixture(scope="module")
def screen_reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The program with the models of a hub, and a screen reader beside it."""
    home = tmp_path_factory.mktemp("home")
    homes = {f"XDG_{name}_HOME": str(home / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")}
    with (
        ScriptedServer() as hub,
        x11_display() as display,
        accessible_session(display.environ) as session,
        reader(session) as hand,
    ):
        play_hub(hub)
        hub.on("POST", "/v2/chat/completions", chat_stream(["Bonn is ", "on the Rhine."]))
        environ = {**session, **homes, "API_BASE": hub.base_url, "API_KEY": HUB_KEY}
        command = (sys.executable, "-m", "desktop_app")
        with subprocess.Popen(command, cwd=_ROOT, env=environ) as program:
            try:
                until(lambda: "connected" in hand.ask("described", "main.connection")["name"])
                yield hand
            finally:
                program.terminate()
                program.wait(_PATIENCE)


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_question_is_written_sent_and_its_answer_read(screen_reader: Reader) -> None:
    prompt = screen_reader.ask("described", "chat.prompt")
    assert prompt["name"] == "Ask something"
    assert {"editable", "focused", "multi line"} <= set(prompt["states"])
    assert "enabled" not in screen_reader.ask("described", "chat.send")["states"]
    screen_reader.ask("write", "chat.prompt", "Where is Bonn?")
    assert screen_reader.ask("read", "chat.prompt") == "Where is Bonn?"
    assert screen_reader.ask("press", "chat.send")
    until(lambda: "on the Rhine." in screen_reader.ask("read", "chat.transcript"))
    assert "Where is Bonn?" in screen_reader.ask("read", "chat.transcript")
    assert not screen_reader.ask("read", "chat.prompt")


@pytest.mark.parametrize("title", _TABS)
def test_all_that_can_have_the_keyboard_in_a_tab_has_a_name(
    screen_reader: Reader, title: str
) -> None:
    assert screen_reader.ask("choose_tab", "main.tabs", title)
    name = "models.table" if title == "Models" else f"{title.lower()}.model"
    until(lambda: "showing" in screen_reader.ask("described", name)["states"])
    assert screen_reader.ask("nameless") == []
