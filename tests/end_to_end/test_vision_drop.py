"""A picture dragged from another program onto the real window reaches the server as it is."""

from __future__ import annotations

import base64
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from desktop_app.core.settings import Settings, save_settings
from tests.servers import HUB_KEY, ScriptedServer, play_hub
from tests.x11.display import Point, X11Display, drag, x11_display
from tests.x11.drag_source import Kind, drag_source

CHAT = "/v2/chat/completions"
QUESTION = "What is this?"
Rectangle = tuple[int, int, int, int]  # left, top, width, height
Place = Callable[[Rectangle], Point]
_ROOT = Path(__file__).parents[2]
_PATIENCE = 20.0  # seconds


@pytest.fixture(scope="module")
def display() -> Iterator[X11Display]:
    with x11_display() as running:
        yield running


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = QImage(640, 400, QImage.Format.Format_RGB32)
    for x in range(640):
        for y in range(400):
            image.setPixelColor(x, y, QColor(x % 256, y % 256, (x * y) % 256))
    path = tmp_path / "a picture with ä.png"
    assert image.save(str(path))
    return path


@contextmanager
def running_program(display: X11Display, hub: ScriptedServer, folder: Path) -> Iterator[str]:
    """The real program with its Vision tab open; the id of its window."""
    play_hub(hub)
    homes = {
        f"XDG_{name}_HOME": str(folder / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")
    }
    settings = folder / "CONFIG" / "llmhub-desktop" / "settings.json"
    save_settings(settings, Settings(current_tab="vision"))
    environ = {**display.environ, **homes, "API_BASE": hub.base_url, "API_KEY": HUB_KEY}
    with subprocess.Popen([sys.executable, "-m", "desktop_app"], cwd=_ROOT, env=environ) as program:
        try:
            window = display.wait_for_window("^LLM Hub Desktop$")
            assert hub.wait_until(lambda: bool(hub.requests_to("/v2/models")), _PATIENCE)
            yield window
        finally:
            program.terminate()
            program.wait(_PATIENCE)


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
        running_program(display, hub, tmp_path) as window,
        # The source must live on: what is dropped is fetched from it after the drop.
        drag_source(display, kind, picture) as source,
    ):
        drag(display, source.window, place(display.geometry(window)))
        assert source.outcome() == "CopyAction"
        display.xdotool("windowactivate", "--sync", window)
        display.xdotool("type", QUESTION)
        display.xdotool("key", "Return")
        assert hub.wait_until(lambda: bool(hub.requests_to(CHAT)), _PATIENCE)
        text, image = hub.last(CHAT).json["messages"][-1]["content"]
    assert text == {"type": "text", "text": QUESTION}
    assert sent_pixels(image["image_url"]["url"]) == pixels(QImage(str(picture)))


def sent_pixels(url: str) -> QImage:
    assert url.startswith("data:image/png;base64,")
    return pixels(QImage.fromData(base64.b64decode(url.partition(",")[2])))


def pixels(image: QImage) -> QImage:
    return image.convertToFormat(QImage.Format.Format_RGB32)
