"""A conversation grows longer than its model reads; a person is told before, and helped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from tests.end_to_end.window import Window, connected, environ, running_window
from tests.servers.replies import chat_stream, detail

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers import ScriptedServer

CHAT = "/v2/chat/completions"
NEARLY_ALL = {"prompt_tokens": 7_900, "completion_tokens": 200, "total_tokens": 8_100}


async def ask(window: Window, question: str, answer: str) -> None:
    window.type("chat.prompt", question)
    window.press("chat.prompt", Qt.Key.Key_Return)
    await window.until_text("chat.transcript", answer)
    await window.until(window.find(QAbstractButton, "chat.stop").isHidden, "the end of the answer")


async def test_how_much_of_the_context_is_used_is_shown(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "What is it?", "Open Telekom Cloud")
        assert window.text("chat.context") == "43 of 8,192 tokens"
        assert not window.find(QLabel, "chat.context_notice").isVisible()


async def test_before_it_overflows_the_oldest_turns_can_be_left_out(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on(
        "POST",
        CHAT,
        chat_stream(["One."], usage=NEARLY_ALL),
        chat_stream(["Two."]),
        chat_stream(["Three."]),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "A long story " * 2_000, "One.")
        await window.until_text("chat.context_notice", "nearly all that the model reads")
        window.click("chat.leave_out_oldest")
        await window.until_text("chat.context_notice", "will be left out")
        assert window.find(QAbstractButton, "chat.send_oldest").isVisible()
        await ask(window, "And then?", "Two.")
        assert [m["content"] for m in hub.last(CHAT).json["messages"]] == ["And then?"]
        await window.until_text("chat.context_notice", "oldest 2 messages are left out")
        window.click("chat.send_oldest")
        await ask(window, "All of it", "Three.")
        assert len(hub.last(CHAT).json["messages"]) == 5


async def test_a_server_that_refuses_the_length_leads_to_the_same_offer(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    too_long = detail("This model's maximum context length is 8192 tokens.", 400)
    hub.on("POST", CHAT, chat_stream(["One."]), too_long, chat_stream(["Two."]))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        await ask(window, "A story " * 4_000, "One.")
        window.type("chat.prompt", "And then?")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.context_notice", "longer than the model reads")
        window.click("chat.leave_out_oldest")
        window.click("chat.retry")
        await window.until_text("chat.transcript", "Two.")
        assert [m["content"] for m in hub.last(CHAT).json["messages"]] == ["And then?"]
