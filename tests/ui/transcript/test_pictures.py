"""Pictures that stand in an answer by their data."""

from __future__ import annotations

import base64
import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage

from desktop_app.ui.transcript import Transcript, TranscriptMessage
from desktop_app.ui.transcript.picture_object import PICTURE_OBJECT

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

RED = QColor("#c81e1e")


def data_url(width: int, height: int) -> str:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(RED)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows no QIODevice
    return "data:image/png;base64," + base64.b64encode(buffer.data().data()).decode()


def answer(text: str) -> TranscriptMessage:
    return TranscriptMessage("a", "assistant", text)


def red_pixels(view: Transcript) -> int:
    image = view.viewport().grab().toImage()
    points = ((x, y) for x in range(0, image.width(), 5) for y in range(0, image.height(), 5))
    return sum(image.pixelColor(x, y) == RED for x, y in points)


def pictures(view: Transcript) -> int:
    count, start = 0, 0
    while not (found := view.document().find("\ufffc", start)).isNull():
        count += found.charFormat().objectType() == PICTURE_OBJECT
        start = found.position()
    return count


def test_a_picture_is_shown(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_messages([answer(f"Look: ![red]({data_url(300, 200)})")])
    qtbot.waitUntil(lambda: red_pixels(transcript) > 60 * 40 * 0.9)


def test_its_room_is_kept_until_it_is_decoded(transcript: Transcript, qtbot: QtBot) -> None:
    transcript.show_messages([answer(f"![red]({data_url(300, 200)})\n\nbelow")])
    below = transcript.document().find("below")
    before = transcript.cursorRect(below).top()
    qtbot.waitUntil(lambda: red_pixels(transcript) > 0)
    assert transcript.cursorRect(below).top() == before


def test_a_large_one_is_decoded_elsewhere_and_made_to_fit(
    transcript: Transcript, qtbot: QtBot
) -> None:
    url = data_url(4_000, 3_000)
    started = time.process_time()
    transcript.show_messages([answer(f"![red]({url})")])
    transcript.plain_text()
    writing = time.process_time() - started
    qtbot.waitUntil(lambda: red_pixels(transcript) > 0)
    started = time.process_time()
    QImage.fromData(base64.b64decode(url.partition(",")[2]))
    assert writing < time.process_time() - started
    line = transcript.document().find("\ufffc").block().layout().lineAt(0)
    assert line.naturalTextWidth() <= transcript.viewport().width()


def test_it_is_shown_in_a_streamed_answer_once_it_is_whole(
    transcript: Transcript, qtbot: QtBot
) -> None:
    text = f"Look: ![red]({data_url(300, 200)}) there\n"
    transcript.begin_reply("a")
    for start in range(0, len(text), 50):
        transcript.append_text(text[start : start + 50])
        assert "base64" not in transcript.plain_text()
    assert pictures(transcript) == 1
    transcript.end_reply()
    assert pictures(transcript) == 1
    qtbot.waitUntil(lambda: red_pixels(transcript) > 0)


@pytest.mark.parametrize(
    "url",
    [
        "data:image/png;base64,AAAA",
        "data:image/svg+xml,<svg/>",
        "data:image/png;base64,###",
        data_url(30, 20)[:-40],
    ],
)
def test_what_is_no_picture_is_its_description(transcript: Transcript, url: str) -> None:
    transcript.show_messages([answer(f"![described]({url})")])
    transcript.grab()
    assert "described" in transcript.plain_text() or pictures(transcript) == 1
    assert "base64" not in transcript.plain_text()
