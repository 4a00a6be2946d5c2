"""Pictures and text files go with a message of the Chat tab, through the real window."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QListView, QListWidget, QPushButton

from tests.end_to_end.window import Window, connected, environ, running_window
from tests.servers import ScriptedServer
from tests.servers.replies import models_list
from tests.tabs.chat.attachments.samples import saved, written
from tests.x11.display import Point, X11Display, drag
from tests.x11.drag_source import drag_source
from tests.x11.program import PATIENCE, Rectangle, running_program

CHAT = "/v2/chat/completions"
QUESTION = "What do they have in common?"
NOTES = "First\nSecond\n"
QUOTED = f"notes.txt:\n```\n{NOTES}```\n\n{QUESTION}"
SEES = "Qwen2.5-VL-72B-Instruct"
Place = Callable[[Rectangle], Point]


def paste(window: Window, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QApplication.clipboard().setMimeData(mime)
    window.press("chat.prompt", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def attached(window: Window) -> int:
    return window.find(QListWidget, "chat.attachments").count()


async def ask(window: Window, hub: ScriptedServer, question: str) -> None:
    stop = window.find(QPushButton, "chat.stop")
    await window.until(stop.isHidden, "the end of the last answer")
    before = len(hub.requests_to(CHAT))
    window.type("chat.prompt", question)
    window.press("chat.prompt", Qt.Key.Key_Return)
    await window.until(lambda: len(hub.requests_to(CHAT)) > before, "the request")


def sent_pixels(url: str) -> QImage:
    assert url.startswith("data:image/png;base64,")
    return pixels(QImage.fromData(base64.b64decode(url.partition(",")[2])))


def pixels(image: QImage) -> QImage:
    return image.convertToFormat(QImage.Format.Format_RGB32)


async def test_a_picture_and_a_text_file_are_sent_with_the_question_and_with_the_next(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    picture, notes = saved(tmp_path), written(tmp_path, "notes.txt", NOTES)
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.choose("chat.model", SEES)
        paste(window, picture, notes)
        await ask(window, hub, QUESTION)  # perhaps before they are read: it waits
        text, image = hub.last(CHAT).json["messages"][-1]["content"]
        assert text == {"type": "text", "text": QUOTED}
        assert sent_pixels(image["image_url"]["url"]) == pixels(QImage(str(picture)))
        assert attached(window) == 0
        assert window.text("chat.prompt") == ""
        await window.until_text("chat.usage", "tokens")
        shown = window.text("chat.transcript")
        assert QUESTION in shown
        assert "notes.txt · 13 bytes" in shown
        assert "First" not in shown
        await ask(window, hub, "And what not?")
        question, _, further = hub.last(CHAT).json["messages"]
        assert question["content"] == [text, image]
        assert further["content"] == "And what not?"


async def test_a_conversation_that_is_opened_again_is_sent_with_its_attachments(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.choose("chat.model", SEES)
        paste(window, saved(tmp_path), written(tmp_path, "notes.txt", NOTES))
        await ask(window, hub, QUESTION)
        await window.until_text("chat.usage", "tokens")
        first = hub.last(CHAT).json["messages"][-1]
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        conversations = window.find(QListView, "chat.conversations")
        await window.until(lambda: conversations.model().rowCount() > 0, "the conversations")
        conversations.setCurrentIndex(conversations.model().index(0, 0))
        window.press("chat.conversations", Qt.Key.Key_Return)
        await window.until_text("chat.transcript", "notes.txt · 13 bytes")
        await ask(window, hub, "And what not?")
    assert hub.last(CHAT).json["messages"][0] == first


async def test_what_cannot_be_sent_is_said_and_the_question_stays(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.type("chat.prompt", "Do not lose me")
        paste(window, written(tmp_path, "speech.wav", b"RIFF\x24\0\0\0WAVEfmt "))
        await window.until_text("chat.error", "speech.wav is sound or video")
        assert window.text("chat.prompt") == "Do not lose me"
        assert attached(window) == 0


async def test_a_model_that_takes_no_pictures_is_not_asked(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on("GET", "/v2/models", models_list({"reads-only": {"input_modalities": ["text"]}}))
    async with running_window(tmp_path, environ(hub)) as window:
        await connected(window)
        window.choose("chat.model", "reads-only")
        paste(window, saved(tmp_path))
        window.type("chat.prompt", QUESTION)
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.error", "takes no pictures")
        assert hub.requests_to(CHAT) == []
        assert window.text("chat.prompt") == QUESTION
        assert attached(window) == 1


def on_the_transcript(window: Rectangle) -> Point:
    left, top, width, height = window
    return left + width // 2, top + height // 3


def on_the_prompt(window: Rectangle) -> Point:
    left, top, width, height = window
    return left + width // 2, top + height - 135


def on_the_panel(window: Rectangle) -> Point:
    left, top, width, _ = window
    return left + width - 140, top + 230


@pytest.mark.parametrize("place", [on_the_transcript, on_the_prompt, on_the_panel])
def test_what_is_dragged_from_a_file_manager_is_sent(
    display: X11Display, tmp_path: Path, place: Place
) -> None:
    picture, notes = saved(tmp_path), written(tmp_path, "notes.txt", NOTES)
    with (
        ScriptedServer() as hub,
        running_program(display, hub, tmp_path, tab="chat") as window,
        drag_source(display, "files", picture, notes) as source,
    ):
        drag(display, source.window, place(display.geometry(window)))
        assert source.outcome() == "CopyAction"
        display.xdotool("windowactivate", "--sync", window)
        display.xdotool("type", QUESTION)
        display.xdotool("key", "Return")
        assert hub.wait_until(lambda: bool(hub.requests_to(CHAT)), PATIENCE)
        text, image = hub.last(CHAT).json["messages"][-1]["content"]
    assert text["text"] == QUOTED
    assert sent_pixels(image["image_url"]["url"]) == pixels(QImage(str(picture)))
