"""Scenes of attachments in the Chat tab for screenshots."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QListWidget

from tests.end_to_end.scenes_vision import landscape, paste_files, writing
from tests.servers.replies import chat_stream

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

CHAT = "/v2/chat/completions"
_ANSWER = "The invoice and the notes name the **same amount**; the picture shows a boardwalk."
_NOTES = "Invoice 4711 was paid.\n" * 520
_QUESTION = "What do they have in common?"


async def _attach(window: Window) -> None:
    await window.until_text("main.connection", "connected, ")
    window.choose("chat.model", "Qwen2.5-VL-72B-Instruct")
    strip = window.find(QListWidget, "chat.attachments")
    with tempfile.TemporaryDirectory() as folder:
        notes = Path(folder) / "notes.txt"
        notes.write_text(_NOTES)
        photo = landscape(Path(folder) / "Boardwalk in Wisconsin, summer 2025.jpg")
        receipt = writing(Path(folder) / "receipt.png", "Invoice 4711", "Total: 128.50 EUR")
        paste_files(photo, receipt, notes)
        window.press("chat.prompt", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        await window.until(lambda: _read(strip) == 3, "the attachments")


def _read(strip: QListWidget) -> int:
    cards = [strip.itemWidget(strip.item(row)) for row in range(strip.count())]
    texts = [[text.text() for text in card.findChildren(QLabel)] for card in cards]
    return sum(figures != "Reading…" for _, figures in texts)


async def chat_attached(window: Window, _hub: ScriptedServer) -> None:
    """Two pictures and a text file; a question is being written."""
    await _attach(window)
    window.type("chat.prompt", _QUESTION)


async def chat_dragging(window: Window, _hub: ScriptedServer) -> None:
    """A file hovers over the window."""
    await window.until_text("main.connection", "connected, ")
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile("/notes.txt")])
    event = QDragEnterEvent(
        QPoint(300, 300),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window.root, event)


async def chat_attachments_sent(window: Window, hub: ScriptedServer) -> None:
    """The question with its pictures and its file, and the answer."""
    hub.on("POST", CHAT, chat_stream([_ANSWER]))
    await _attach(window)
    window.type("chat.prompt", _QUESTION)
    window.press("chat.prompt", Qt.Key.Key_Return)
    await window.until_text("chat.usage", "tokens")


async def chat_refused_files(window: Window, _hub: ScriptedServer) -> None:
    """Files that are neither text nor pictures."""
    await window.until_text("main.connection", "connected, ")
    with tempfile.TemporaryDirectory() as folder:
        contents = {
            "speech.mp3": b"ID3\4\0\0\0\0\0\0",
            "paper.pdf": b"%PDF-1.7\n",
            "letter.docx": b"PK\3\4\x14\0\6\0",
        }
        for name, content in contents.items():
            (Path(folder) / name).write_bytes(content)
        paste_files(*(Path(folder) / name for name in contents))
        window.press("chat.prompt", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        await window.until_text("chat.error", "letter.docx")


SCENES = (chat_attached, chat_dragging, chat_attachments_sent, chat_refused_files)
