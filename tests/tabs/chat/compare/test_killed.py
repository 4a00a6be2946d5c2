"""The program is killed while several models answer: every half answer is there afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.core.conversations import MessageState
from desktop_app.storage.database import ConversationDatabase
from tests.servers.replies import chat_chunk, sse
from tests.tabs.chat.compare.conftest import PATH

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

_COMPARING = """
import asyncio, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop_app.core.conversations import NewMessage
from desktop_app.core.messages import Message, Role
from desktop_app.core.profiles import Profile
from desktop_app.core.requests import ChatRequest
from desktop_app.event_loop import new_event_loop
from desktop_app.service.connect import open_client
from desktop_app.tabs.archive import Archive
from desktop_app.tabs.chat.compare.comparison import Comparison

async def main():
    archive = Archive(Path(sys.argv[1]))
    archive.start()
    database = await archive.database()
    kept = await database.conversations.create({})
    question = NewMessage(role=Role.USER, text="What is it?")
    stored = await database.messages.add(kept.id, question)

    async def client():
        return await open_client(Profile("Scripted", sys.argv[2]), "key")

    async def request():
        return ChatRequest(model="", messages=(Message(Role.USER, "What is it?"),))

    comparison = Comparison(
        kept.id, stored, ("a", "b", "c"), archive=archive, client=client, request=request
    )
    running = asyncio.ensure_future(comparison.run())
    while True:
        await asyncio.sleep(0.05)
        tree = await database.messages.tree(kept.id)
        if [each.text for each in tree.messages[1:]] == ["Half an ans"] * 3:
            print("kept", flush=True)

with asyncio.Runner(loop_factory=lambda: new_event_loop(QApplication([]))) as runner:
    runner.run(main())
"""


def compare_and_kill(folder: Path, base_url: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _COMPARING, str(folder), base_url],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "kept\n"
        process.send_signal(signal.SIGKILL)


async def test_all_halves_are_branches_and_the_last_is_shown(
    tmp_path: Path, server: ScriptedServer
) -> None:
    server.on("POST", PATH, sse([chat_chunk({"content": "Half an ans"})], end="stall"))
    compare_and_kill(tmp_path, server.base_url)
    database = await ConversationDatabase.open(tmp_path)
    assert database.problem is None
    (kept,) = await database.conversations.page()
    question, shown = await database.messages.branch(kept.id)
    tree = await database.messages.tree(kept.id)
    await database.close()
    assert question.text == "What is it?"
    assert (shown.model, shown.position, shown.siblings) == ("c", 3, 3)
    answers = [(each.model, each.text, each.state) for each in tree.messages[1:]]
    assert answers == [(name, "Half an ans", MessageState.INTERRUPTED) for name in "abc"]
