"""Pictures come in from everywhere, are read one after another, and none gets lost or stuck."""

from __future__ import annotations

import base64
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtGui import QImage

from desktop_app.core.errors import PictureProblem
from desktop_app.tabs.intake import Intake
from desktop_app.tabs.vision.reading import Attachment, read_source
from desktop_app.ui.attachment_strip import AttachmentStrip
from desktop_app.ui.image_drop import (
    DroppedBytes,
    DroppedFile,
    DroppedImage,
    DroppedSource,
    DroppedUrl,
)
from tests.end_to_end.window import until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ADDRESS = "https://example.org/some%20cats/cat.jpg?size=2"


@dataclass
class Desk:
    strip: AttachmentStrip
    intake: Intake[DroppedSource, Attachment]
    errors: list[list[Any]]

    async def settled(self) -> None:
        await until(lambda: not self.intake.is_reading, "the pictures")


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    strip = AttachmentStrip("vision.images", "vision.remove_image", "Pictures")
    intake = Intake(strip, read_source)
    desk = Desk(strip, intake, [])
    intake.failed.connect(desk.errors.append)
    yield desk
    await intake.close()
    strip.deleteLater()


def drawing(width: int = 30, height: int = 20) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(0xFF336699)
    image.setPixel(3, 4, 0xFFFF0000)
    return image


def saved(folder: Path, name: str = "drawing.png", width: int = 30) -> Path:
    path = folder / name
    assert drawing(width).save(str(path))
    return path


def decoded(url: str) -> QImage:
    return QImage.fromData(base64.b64decode(url.partition(",")[2]))


async def test_files_bytes_pixels_and_addresses_come_in_their_order(
    desk: Desk, tmp_path: Path
) -> None:
    path = saved(tmp_path)
    desk.intake.add(
        [
            DroppedFile(path),
            DroppedUrl(ADDRESS),
            DroppedBytes(path.read_bytes(), "from a browser.png"),
            DroppedImage(drawing()),
        ]
    )
    assert desk.intake.is_reading
    await desk.settled()
    names = [each.content.name for each in desk.intake.items]
    assert names == ["drawing.png", "cat.jpg", "from a browser.png", "Picture"]
    first, address, content, pixels = (each.url for each in desk.intake.items)
    assert address == ADDRESS
    for url in (first, content, pixels):
        assert url.startswith("data:image/png;base64,")
        assert decoded(url).convertToFormat(drawing().format()) == drawing()
    assert desk.errors == []


async def test_of_several_the_unreadable_are_named_and_the_others_stay(
    desk: Desk, tmp_path: Path
) -> None:
    empty = tmp_path / "empty.png"
    empty.touch()
    desk.intake.add(
        [
            DroppedFile(empty),
            DroppedFile(saved(tmp_path)),
            DroppedFile(tmp_path / "missing.png"),
            DroppedBytes(b"Dear Sir", "letter.jpg"),
        ]
    )
    await desk.settled()
    assert desk.intake.has_failed
    problems = [(error.name, error.problem) for error in desk.errors[-1]]
    assert problems == [
        ("empty.png", PictureProblem.EMPTY),
        ("missing.png", PictureProblem.MISSING),
        ("letter.jpg", PictureProblem.NOT_A_PICTURE),
    ]
    assert [each.content.name for each in desk.intake.items] == ["drawing.png"]
    assert desk.strip.count() == 1


async def test_the_next_pictures_begin_without_the_errors_of_the_last(
    desk: Desk, tmp_path: Path
) -> None:
    desk.intake.add([DroppedBytes(b"", "nothing.png")])
    await desk.settled()
    desk.intake.add([DroppedFile(saved(tmp_path))])
    await desk.settled()
    assert not desk.intake.has_failed


async def test_pictures_that_are_added_while_others_are_read_are_read_too(
    desk: Desk, tmp_path: Path
) -> None:
    desk.intake.add([DroppedFile(saved(tmp_path, "first.png", 2000))])
    desk.intake.add([DroppedFile(saved(tmp_path, "second.png"))])
    await desk.settled()
    names = [each.content.name for each in desk.intake.items]
    assert names == ["first.png", "second.png"]


async def test_what_is_cleared_while_it_is_read_does_not_come_back(
    desk: Desk, tmp_path: Path
) -> None:
    desk.intake.add([DroppedFile(saved(tmp_path, f"{number}.png", 1500)) for number in range(3)])
    desk.intake.clear()
    assert desk.intake.is_empty
    desk.intake.add([DroppedFile(saved(tmp_path, "after.png"))])
    await desk.settled()
    assert [each.content.name for each in desk.intake.items] == ["after.png"]
    assert desk.strip.count() == 1


async def test_a_large_picture_is_read_without_holding_up_the_window(
    desk: Desk, tmp_path: Path
) -> None:
    import asyncio

    path = tmp_path / "large.jpg"
    large = drawing(6000, 4000)
    assert large.save(str(path))
    desk.intake.add([DroppedFile(path)])
    ticks, started = 0, time.perf_counter()
    while desk.intake.is_reading:
        await asyncio.sleep(0.002)
        ticks += 1
    assert ticks > 3, f"{ticks} ticks in {time.perf_counter() - started:.3f} s"
    (attachment,) = desk.intake.items
    assert attachment.content.original_width == 6000
    assert attachment.content.width * attachment.content.height <= 1024 * 1024


class Broken(DroppedImage):
    """Pixels that cannot be packed, for a reason that nobody has thought of."""

    def png(self) -> bytes:
        raise RuntimeError("out of order")


@pytest.mark.expects_log
async def test_a_picture_that_fails_unexpectedly_is_reported_and_the_next_is_read(
    desk: Desk, tmp_path: Path
) -> None:
    desk.intake.add([Broken(drawing()), DroppedFile(saved(tmp_path))])
    await desk.settled()
    assert [str(error) for error in desk.errors[-1]] == ["out of order"]
    assert [each.content.name for each in desk.intake.items] == ["drawing.png"]


async def test_a_picture_that_is_added_just_when_the_last_was_read_is_read_too(
    desk: Desk, tmp_path: Path
) -> None:
    later = [DroppedFile(saved(tmp_path, "later.png"))]

    def add_once() -> None:
        if later:
            desk.intake.add([later.pop()])

    desk.intake.settled.connect(add_once)
    desk.intake.add([DroppedFile(saved(tmp_path))])
    await until(lambda: len(desk.intake.items) == 2, "both pictures")
