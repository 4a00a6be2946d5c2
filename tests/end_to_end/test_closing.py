"""The program is closed in the middle of something: all of it ends, and nothing is lost."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction

from desktop_app.core.conversations import MessageState
from desktop_app.shell.window_presenter import WindowPresenter
from tests.audio.processes import is_alive
from tests.end_to_end.killed_program import (
    TickingAnswer,
    real_program,
    wait_to_see,
    wait_until_connected,
)
from tests.end_to_end.window import (
    PATIENCE,
    connected,
    environ,
    paths_below,
    running_window,
    until,
)
from tests.storage.database.talking import opened
from tests.test_program import children, wait_until

if TYPE_CHECKING:
    from tests.servers import ScriptedServer
    from tests.x11.display import X11Display

CHAT = "/v2/chat/completions"


async def test_what_fails_at_the_end_keeps_nothing_else_from_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close = WindowPresenter.close

    async def fail(presenter: WindowPresenter) -> None:
        await close(presenter)
        raise ZeroDivisionError

    monkeypatch.setattr(WindowPresenter, "close", fail)
    others = set(children(os.getpid()))  # those of all tests
    engines: set[int] = set()

    async def live_for_a_moment() -> None:
        async with running_window(tmp_path, {}) as window:
            await until(lambda: bool(set(children(os.getpid())) - others), "the engine to start")
            engines.update(set(children(os.getpid())) - others)
            window.click("main.theme")

    with pytest.raises(ZeroDivisionError):
        await live_for_a_moment()
    assert not any(map(is_alive, engines))
    settings = paths_below(tmp_path).settings_file
    assert json.loads(settings.read_text())["theme"] != "system"


async def test_no_task_and_no_child_outlives_the_window(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    others, other_children = asyncio.all_tasks(), children(os.getpid())
    hub.on("POST", CHAT, TickingAnswer().reply)
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.type("chat.prompt", "Count for me")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.transcript", "1 2 3")
        for tab in range(7):
            window.show_tab(tab)
        window.click("main.ledger")
        await window.open_settings()
        window.find(QAction, "menu.diagnostics").trigger()  # type: ignore[type-var]
    assert asyncio.all_tasks() == others
    left = [pid for pid in children(os.getpid()) if pid not in other_children]
    assert not any(map(is_alive, left))
    async with opened(paths_below(tmp_path).conversations) as database:
        (conversation,) = await database.conversations.page()
        question, answer = await database.messages.branch(conversation.id)
    assert question.text == "Count for me"
    assert answer.text.startswith("0 1 2 3")
    assert answer.state in {MessageState.INTERRUPTED, MessageState.STOPPED}


async def test_the_program_ends_at_once_in_the_middle_of_an_answer(
    tmp_path: Path, hub: ScriptedServer, display: X11Display
) -> None:
    answer = TickingAnswer()
    hub.on("POST", CHAT, answer.reply)
    with real_program(display, tmp_path, environ(hub)) as program:
        wait_until_connected(hub)
        program.type("Count for me")
        program.press("Return")
        assert hub.wait_until(lambda: answer.seconds > 0.5, PATIENCE)
        program.type("Half a quest")
        wait_to_see(tmp_path, "SELECT text FROM drafts WHERE text = 'Half a quest'")
        helpers = children(program.process.pid)
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(PATIENCE) == 0
    assert not any(map(is_alive, helpers))
    assert not list(paths_below(tmp_path).runs.iterdir()), "it was an orderly end"
    async with opened(paths_below(tmp_path).conversations) as database:
        (conversation,) = await database.conversations.page()
        _question, kept = await database.messages.branch(conversation.id)
    assert kept.text.startswith("0 1 2 3")


def test_the_program_ends_while_the_engine_is_starting(tmp_path: Path, display: X11Display) -> None:
    with real_program(display, tmp_path, {}) as program:
        wait_until(lambda: bool(children(program.process.pid)), "the engine")
        helpers = children(program.process.pid)
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(PATIENCE) == 0
    assert not any(map(is_alive, helpers))
    assert not list(paths_below(tmp_path).runs.iterdir())
