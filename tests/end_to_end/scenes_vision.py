"""Scenes of the Vision tab for screenshots."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QFont,
    QImage,
    QLinearGradient,
    QPainter,
    QPolygon,
)
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget

from tests.servers.replies import chat_chunk, chat_stream, detail, sse

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

VISION_TAB = 3
CHAT = "/v2/chat/completions"
_ANSWER = (
    "The image shows a serene landscape with a **wooden boardwalk** leading through a field of "
    "tall grass.\n\n- The sky is partly cloudy, which suggests a pleasant day.\n- In the distance "
    "there are trees and a line of bushes.\n\nThe overall scene is peaceful and invites one to "
    "imagine a walk through the field."
)


def landscape(path: Path, width: int = 1600, height: int = 1000) -> Path:
    """Save a picture of hills with a path."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    sky = QLinearGradient(0, 0, 0, height)
    sky.setColorAt(0, QColor("#5b9bd5"))
    sky.setColorAt(0.6, QColor("#e8f1fa"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(image.rect(), sky)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#7fae5c"))
    painter.drawEllipse(QRect(-width // 4, height // 2, width, height))
    painter.setBrush(QColor("#5d9440"))
    painter.drawEllipse(QRect(width // 4, height * 11 // 20, width, height))
    painter.setBrush(QColor("#c9a66b"))
    points = ((45, 60), (55, 60), (80, 100), (20, 100))
    painter.drawPolygon(QPolygon([QPoint(width * x // 100, height * y // 100) for x, y in points]))
    painter.end()
    assert image.save(str(path))
    return path


def writing(path: Path, *lines: str) -> Path:
    """Save a picture of large black words on white."""
    image = QImage(900, 120 + 110 * len(lines), QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    font = QFont("DejaVu Sans")
    font.setPixelSize(64)
    painter.setFont(font)
    for number, line in enumerate(lines):
        painter.drawText(60, 130 + 110 * number, line)
    painter.end()
    assert image.save(str(path))
    return path


def unreadable_files(folder: Path) -> list[Path]:
    """Save a truncated, a lying and an empty file."""
    whole = landscape(folder / "whole.png", 300, 200).read_bytes()
    broken = {"cut off.png": whole[:2000], "letter.jpg": b"Dear Sir", "nothing.png": b""}
    for name, content in broken.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in broken]


def paste_files(*paths: Path) -> None:
    """Copy files as a file manager does."""
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QApplication.clipboard().setMimeData(copied)


def pictures(window: Window) -> list[str]:
    """The figures of the cards of the strip, those that are read."""
    strip = window.find(QListWidget, "vision.images")
    cards = [strip.itemWidget(strip.item(row)) for row in range(strip.count())]
    texts = [[text.text() for text in card.findChildren(QLabel)] for card in cards]
    return [figures for _, figures in texts if figures != "Reading…"]


async def add(window: Window, *paths: Path) -> None:
    """Paste files and wait until they are read."""
    await window.until_text("main.connection", "connected, ")
    before = len(pictures(window))
    paste_files(*paths)
    window.press("vision.question", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    await window.until(lambda: len(pictures(window)) == before + len(paths), "the pictures")


async def _add_two(window: Window) -> None:
    window.show_tab(VISION_TAB)
    with tempfile.TemporaryDirectory() as folder:
        photo = landscape(Path(folder) / "Boardwalk in Wisconsin, summer 2025.jpg")
        receipt = writing(Path(folder) / "receipt.png", "Invoice 4711", "Total: 128.50 EUR")
        await add(window, photo, receipt)


async def _ask(window: Window, question: str) -> None:
    window.type("vision.question", question)
    window.press("vision.question", Qt.Key.Key_Return)


async def vision_empty(window: Window, _hub: ScriptedServer) -> None:
    """Nothing added yet."""
    window.show_tab(VISION_TAB)
    await window.until_text("main.connection", "connected, ")


async def vision_dragging(window: Window, _hub: ScriptedServer) -> None:
    """A picture hovers over the window."""
    await vision_empty(window, _hub)
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile("/pictures/a.png")])
    event = QDragEnterEvent(
        QPoint(300, 300),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window.root, event)


async def vision_added(window: Window, _hub: ScriptedServer) -> None:
    """Two files and an address; a question is being written."""
    await _add_two(window)
    window.find(QLineEdit, "vision.url").setText("https://example.org/pictures/cat.jpg")
    window.click("vision.add_url")
    await window.until(lambda: len(pictures(window)) == 3, "the address")
    window.type("vision.question", "What do these have in common?")


async def vision_busy(window: Window, hub: ScriptedServer) -> None:
    """An answer that is being written."""
    hub.on("POST", CHAT, sse([chat_chunk({"content": _ANSWER[:140]})], end="stall"))
    await _add_two(window)
    await _ask(window, "What is depicted in these images?")
    await window.until_text("vision.answer", "boardwalk")


async def vision_done(window: Window, hub: ScriptedServer) -> None:
    """An answer, and a further picture for the next question."""
    hub.on("POST", CHAT, chat_stream([_ANSWER]))
    await _add_two(window)
    await _ask(window, "What is depicted in these images?")
    await window.until_text("vision.usage", "tokens")
    with tempfile.TemporaryDirectory() as folder:
        await add(window, landscape(Path(folder) / "second.png", 640, 480))
    window.type("vision.question", "And how does this one differ?")


async def vision_failed(window: Window, hub: ScriptedServer) -> None:
    """The server cannot fetch a picture."""
    hub.on("POST", CHAT, detail("Failed to fetch image from url: connection timed out", 400))
    window.show_tab(VISION_TAB)
    await window.until_text("main.connection", "connected, ")
    window.click("vision.example")
    window.press("vision.question", Qt.Key.Key_Return)
    await window.until(lambda: bool(window.text("vision.error")), "the error")


async def vision_unreadable(window: Window, _hub: ScriptedServer) -> None:
    """Files that are no pictures."""
    window.show_tab(VISION_TAB)
    await window.until_text("main.connection", "connected, ")
    with tempfile.TemporaryDirectory() as folder:
        paste_files(*unreadable_files(Path(folder)))
        window.press("vision.question", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        await window.until_text("vision.error", "nothing.png")


SCENES = (
    vision_empty,
    vision_dragging,
    vision_added,
    vision_busy,
    vision_done,
    vision_failed,
    vision_unreadable,
)
