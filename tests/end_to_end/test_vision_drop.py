"""A picture dragged from another program onto the real window reaches the server as it is."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from tests.servers import ScriptedServer
from tests.x11.display import Point, X11Display, drag
from tests.x11.drag_source import Kind, drag_source
from tests.x11.program import PATIENCE, Rectangle, running_program

CHAT = "/v2/chat/completions"
QUESTION = "What is this?"
Place = Callable[[Rectangle], Point]


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = QImage(640, 400, QImage.Format.Format_RGB32)
    for x in range(640):
        for y in range(400):
            image.setPixelColor(x, y, QColor(x % 256, y % 256, (x * y) % 256))
    path = tmp_path / "a picture with ä.png"
    assert image.save(str(path))
    return path


def on_the_page(window: Rectangle) -> Point:
    left, top, width, _ = window
    return left + width // 3, top + 200


def on_the_question(window: Rectangle) -> Point:
    left, top, width, height = window
    return left + width // 3, top + height - 135


def on_the_system_prompt(window: Rectangle) -> Point:
    left, top, width, _ = window
    return left + width - 140, top + 230


def on_the_tab_bar(window: Rectangle) -> Point:
    left, top, width, _ = window
    return left + width * 2 // 3, top + 20


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        ("files", on_the_page),
        ("files", on_the_question),
        ("files", on_the_system_prompt),
        ("files", on_the_tab_bar),
        ("chromium", on_the_page),
        ("firefox", on_the_page),
        ("pixels", on_the_page),
    ],
)
def test_a_dropped_picture_is_sent_equal_by_pixels(
    display: X11Display, tmp_path: Path, picture: Path, kind: Kind, place: Place
) -> None:
    with (
        ScriptedServer() as hub,
        running_program(display, hub, tmp_path, tab="vision") as window,
        # The source must live on: what is dropped is fetched from it after the drop.
        drag_source(display, kind, picture) as source,
    ):
        drag(display, source.window, place(display.geometry(window)))
        assert source.outcome() == "CopyAction"
        display.xdotool("windowactivate", "--sync", window)
        display.xdotool("type", QUESTION)
        display.xdotool("key", "Return")
        assert hub.wait_until(lambda: bool(hub.requests_to(CHAT)), PATIENCE)
        text, image = hub.last(CHAT).json["messages"][-1]["content"]
    assert text == {"type": "text", "text": QUESTION}
    assert sent_pixels(image["image_url"]["url"]) == pixels(QImage(str(picture)))


def sent_pixels(url: str) -> QImage:
    assert url.startswith("data:image/png;base64,")
    return pixels(QImage.fromData(base64.b64decode(url.partition(",")[2])))


def pixels(image: QImage) -> QImage:
    return image.convertToFormat(QImage.Format.Format_RGB32)
