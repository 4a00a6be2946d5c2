"""A person sees what will be sent and takes away what shall not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from desktop_app.ui.attachment_card import AttachmentCard, CardContent
from desktop_app.ui.attachment_strip import AttachmentStrip

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def strip(qtbot: QtBot) -> AttachmentStrip:
    strip = AttachmentStrip("vision.images", "vision.remove_image", "Pictures")
    qtbot.addWidget(strip)
    strip.resize(800, 80)
    strip.remove_requested.connect(strip.remove)
    return strip


def photo(name: str = "photo.jpg") -> CardContent:
    thumbnail = QImage(40, 30, QImage.Format.Format_RGB32)
    thumbnail.fill(Qt.GlobalColor.red)
    return CardContent(name, 1182, 886, 214_000, 4000, 3000, thumbnail)


def buttons(strip: AttachmentStrip) -> list[QToolButton]:
    return strip.findChildren(QToolButton, "vision.remove_image")


def test_it_is_not_there_while_there_is_no_picture(strip: AttachmentStrip) -> None:
    assert strip.isHidden()
    strip.add_pending("1", "photo.jpg")
    assert not strip.isHidden()
    strip.remove("1")
    assert strip.isHidden()


def test_a_picture_is_spoken_of_with_pixels_and_bytes_as_sent(strip: AttachmentStrip) -> None:
    strip.add_pending("1", "photo.jpg")
    assert strip.item(0).data(SPOKEN) == "photo.jpg, Reading…"
    strip.show_content("1", photo())
    assert strip.item(0).data(SPOKEN) == "photo.jpg, 1182 × 886 · 214 kB"
    card = strip.findChild(AttachmentCard)
    assert isinstance(card, AttachmentCard)
    assert "made smaller from 4000 × 3000" in card.toolTip()


def test_a_picture_from_the_web_says_that_the_server_fetches_it(strip: AttachmentStrip) -> None:
    strip.add_pending("1", "cat.jpg")
    strip.show_content("1", CardContent("cat.jpg", address="https://example.org/cat.jpg"))
    assert strip.item(0).data(SPOKEN) == "cat.jpg, From the web"


def test_each_picture_has_a_button_that_takes_it_away(strip: AttachmentStrip) -> None:
    for key in ("1", "2"):
        strip.add_pending(key, f"{key}.png")
    assert [button.accessibleName() for button in buttons(strip)] == [
        "Remove 1.png",
        "Remove 2.png",
    ]
    buttons(strip)[0].click()
    assert strip.count() == 1
    assert strip.item(0).data(SPOKEN).startswith("2.png")


def test_by_keyboard_it_is_the_delete_key(strip: AttachmentStrip) -> None:
    for key in ("1", "2"):
        strip.add_pending(key, f"{key}.png")
    strip.setCurrentRow(1)
    QTest.keyClick(strip, Qt.Key.Key_Delete)
    assert strip.item(0).data(SPOKEN).startswith("1.png")
    assert strip.count() == 1


def test_what_was_removed_while_it_was_read_stays_away(strip: AttachmentStrip) -> None:
    strip.add_pending("1", "photo.jpg")
    strip.remove("1")
    strip.show_content("1", photo())
    assert strip.count() == 0


def test_many_pictures_take_two_rows_and_scroll(strip: AttachmentStrip) -> None:
    strip.add_pending("0", "0.png")
    one_row = strip.height()
    for number in range(1, 4):
        strip.add_pending(str(number), f"{number}.png")
    assert strip.height() == 2 * one_row
    for number in range(4, 20):
        strip.add_pending(str(number), f"{number}.png")
    assert strip.height() == 2 * one_row
    strip.show()
    assert strip.verticalScrollBar().maximum() > 0


def test_three_pictures_stand_side_by_side(strip: AttachmentStrip) -> None:
    strip.show()
    for key in ("1", "2", "3"):
        strip.add_pending(key, f"{key}.png")
    places = [strip.visualItemRect(strip.item(row)).topLeft() for row in range(3)]
    assert [place.y() for place in places] == [0, 0, 0]
    assert strip.itemAt(QPoint(10, 10)) is strip.item(0)
