"""A person leaves a conversation in the middle of something, and finds it so when they return."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QApplication, QListView, QListWidget

from desktop_app.ui.transcript import Transcript
from tests.end_to_end.test_chat_kept import ask, idle, titles
from tests.end_to_end.window import Window, connected, environ, running_window
from tests.servers.hub import MODELS
from tests.servers.messages import Pause
from tests.servers.replies import chat_chunk, chat_stream, models_list, sse
from tests.tabs.chat.attachments.samples import saved, written

if TYPE_CHECKING:
    from tests.servers import ScriptedServer

CHAT = "/v2/chat/completions"


def go_to(window: Window, title: str) -> None:
    """Choose a conversation in the list."""
    listed = window.find(QListView, "chat.conversations")
    model = listed.model()
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    row = next(each for each in rows if title in str(each.data(Qt.ItemDataRole.DisplayRole)))
    listed.setCurrentIndex(row)
    window.press("chat.conversations", Qt.Key.Key_Return)


async def two_chats(window: Window, hub: ScriptedServer) -> None:
    """Have "First" and "Second", the second of which is shown."""
    hub.on("POST", CHAT, chat_stream(["One."]), chat_stream(["Two."]))
    await connected(window)
    await ask(window, "First", "One.")
    window.click("chat.new")
    await ask(window, "Second", "Two.")
    await window.until(lambda: {"First", "Second"} <= set(titles(window)), "two conversations")


def paste(window: Window, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QApplication.clipboard().setMimeData(mime)
    window.press("chat.prompt", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def attached(window: Window) -> int:
    return window.find(QListWidget, "chat.attachments").count()


def is_marked(window: Window) -> bool:
    """Whether a conversation of the list is said to be answered."""
    model = window.find(QListView, "chat.conversations").model()
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    spoken = (str(row.data(Qt.ItemDataRole.AccessibleTextRole)) for row in rows)
    return any("answer is being written" in each for each in spoken)


async def test_each_conversation_keeps_what_is_written_for_it(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await two_chats(window, hub)
        window.type("chat.prompt", "For the second")
        go_to(window, "First")
        await window.until_text("chat.transcript", "One.")
        window.type("chat.prompt", "For the first")
        go_to(window, "Second")
        await window.until_text("chat.transcript", "Two.")
        await window.until_text("chat.prompt", "For the second")
        go_to(window, "First")
        await window.until_text("chat.transcript", "One.")
        await window.until_text("chat.prompt", "For the first")


async def test_what_is_attached_stays_with_its_conversation(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await two_chats(window, hub)
        paste(window, saved(tmp_path), written(tmp_path, "notes.txt", "Notes"))
        go_to(window, "First")  # perhaps before they are read
        await window.until_text("chat.transcript", "One.")
        assert attached(window) == 0
        go_to(window, "Second")
        await window.until_text("chat.transcript", "Two.")
        await window.until(lambda: attached(window) == 2, "what was attached")


async def test_what_is_attached_to_a_new_chat_stays_with_it(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await two_chats(window, hub)
        window.click("chat.new")
        window.type("chat.prompt", "A new one")
        paste(window, saved(tmp_path))
        go_to(window, "First")
        await window.until_text("chat.transcript", "One.")
        window.click("chat.new")
        await window.until(lambda: attached(window) == 1, "what was attached")
        await window.until_text("chat.prompt", "A new one")


async def test_what_was_attached_before_an_edit_is_there_when_one_returns(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await two_chats(window, hub)
        paste(window, saved(tmp_path))
        window.find(Transcript, "chat.transcript").action_requested.emit("3", "edit")
        assert attached(window) == 0
        go_to(window, "First")
        await window.until_text("chat.transcript", "One.")
        go_to(window, "Second")
        await window.until_text("chat.transcript", "Two.")
        await window.until(lambda: attached(window) == 1, "what was attached")


async def test_a_deleted_message_comes_back_after_one_went_elsewhere(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await two_chats(window, hub)
        window.find(Transcript, "chat.transcript").action_requested.emit("4", "delete")
        await window.until(lambda: "Two." not in window.text("chat.transcript"), "no answer")
        go_to(window, "First")
        await window.until_text("chat.transcript", "One.")
        await asyncio.sleep(0.1)
        window.click("chat.undo")
        await window.until_text("chat.transcript", "Two.")


async def test_the_list_marks_a_conversation_that_is_being_answered(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    slow = sse([chat_chunk({"content": "Half "})], end="stall")
    hub.on("POST", CHAT, slow)
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.type("chat.prompt", "Slowly")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.transcript", "Half")
        await window.until(lambda: is_marked(window), "the mark")
        window.click("chat.stop")
        await idle(window)
        await window.until(lambda: not is_marked(window), "no mark")


async def test_a_question_asked_before_the_models_are_known_may_be_left(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    models = models_list(MODELS)
    hub.on("GET", "/v2/models", replace(models, parts=[Pause(0.5), *models.parts]))
    async with running_window(tmp_path, environ(hub)) as window:
        window.type("chat.prompt", "Quickly")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.transcript", "Quickly")
        window.click("chat.new")
        await window.until(lambda: bool(hub.requests_to(CHAT)), "the request")
        assert hub.last(CHAT).json["model"] == window.text("chat.model")
