"""What a person drags out of another program arrives, whole and in the best form."""

from __future__ import annotations

import base64
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage

from tests.x11.display import Point, X11Display, drag
from tests.x11.drag_source import Kind, drag_source
from tests.x11.messages import Messages, telling_program

_ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Window:
    """A running program that takes drops."""

    place: Point
    messages: Messages

    def received(self) -> dict[str, Any]:
        """The next thing that it tells."""
        return self.messages.next()


@pytest.fixture(scope="module")
def window(display: X11Display) -> Iterator[Window]:
    command = [sys.executable, "-m", "tests.x11.drop_window"]
    with telling_program(command, display.environ, _ROOT) as messages:
        yield Window(display.centre(display.wait_for_window("^Drop here$")), messages)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    image = QImage(120, 80, QImage.Format.Format_RGB32)
    for x in range(120):
        for y in range(80):
            image.setPixelColor(x, y, QColor(2 * x, 3 * y, (x * y) % 256))
    path = tmp_path / "a picture with ä.png"
    assert image.save(str(path))
    return path


def test_pictures_and_sound_from_a_file_manager_are_copied_and_kept_apart(
    display: X11Display, window: Window, picture: Path, tmp_path: Path
) -> None:
    sound = tmp_path / "speech.wav"
    sound.write_bytes(b"RIFF")
    with drag_source(display, "files", picture, sound) as source:
        drag(display, source.window, window.place)
        assert window.received() == {"pictures": [{"kind": "DroppedFile", "path": str(picture)}]}
        assert window.received() == {"files": [str(sound)]}
        assert source.outcome() == "CopyAction"


@pytest.mark.parametrize("kind", ["chromium", "firefox", "chromium_link", "data_url"])
def test_a_picture_from_a_browser_arrives_as_its_file(
    display: X11Display, window: Window, picture: Path, kind: Kind
) -> None:
    with drag_source(display, kind, picture) as source:
        drag(display, source.window, window.place)
        (arrived,) = window.received()["pictures"]
    assert base64.b64decode(arrived["content"]) == picture.read_bytes()
    if kind in ("chromium", "firefox"):
        assert arrived["name"] == "some picture.png"


def test_pixels_from_an_image_program_arrive_equal(
    display: X11Display, window: Window, picture: Path
) -> None:
    with drag_source(display, "pixels", picture) as source:
        drag(display, source.window, window.place)
        (arrived,) = window.received()["pictures"]
    assert QImage.fromData(base64.b64decode(arrived["content"])) == QImage(str(picture))


def test_dragged_text_is_not_taken(display: X11Display, window: Window, picture: Path) -> None:
    with drag_source(display, "text") as source:
        drag(display, source.window, window.place)
        assert source.outcome() == "IgnoreAction"
    with drag_source(display, "files", picture) as source:
        drag(display, source.window, window.place)
        assert "pictures" in window.received()
