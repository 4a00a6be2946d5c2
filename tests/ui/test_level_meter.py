"""A person sees whether the microphone hears."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.ui.level_meter import LevelMeter, bar_height

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ACCENT, GREY, RED = QColor("#d6006e"), QColor("#5d6675"), QColor("#b3261e")


@pytest.fixture
def meter(qtbot: QtBot) -> Iterator[LevelMeter]:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Highlight, ACCENT)
    palette.setColor(QPalette.ColorRole.PlaceholderText, GREY)
    palette.setColor(QPalette.ColorRole.BrightText, RED)
    former = QApplication.palette()
    QApplication.setPalette(palette)
    meter = LevelMeter(QSize(120, 40))
    qtbot.addWidget(meter)
    meter.resize(120, 40)
    yield meter
    QApplication.setPalette(former)


def colours(meter: LevelMeter) -> set[str]:
    image = meter.grab().toImage()
    row = image.height() // 2
    return {image.pixelColor(x, row).name() for x in range(image.width())}


def heights(meter: LevelMeter) -> list[int]:
    """Of the bars from the right: pixels of sound in the middle of each."""
    image = meter.grab().toImage()
    columns = range(image.width() - 2, 0, -6)
    shown = {ACCENT.name(), GREY.name(), RED.name()}
    return [
        sum(image.pixelColor(x, y).name() in shown for y in range(image.height())) for x in columns
    ]


def test_louder_is_higher_and_the_newest_stands_at_the_right(meter: LevelMeter) -> None:
    for rms in (0.3, 0.1, 0.02):
        meter.add(2 * rms, rms)
    newest, middle, oldest, *before = heights(meter)
    assert 0 < newest < middle < oldest < 40
    assert not any(before)


def test_what_is_kept_shows_in_colour(meter: LevelMeter) -> None:
    meter.add(0.2, 0.1)
    assert GREY.name() in colours(meter)
    meter.set_live(True)
    assert ACCENT.name() in colours(meter)


def test_what_is_too_loud_for_the_microphone_is_marked(meter: LevelMeter) -> None:
    meter.add(1.0, 0.6)
    assert RED.name() in colours(meter)


def test_silence_and_a_cleared_meter_show_no_bar(meter: LevelMeter) -> None:
    meter.add(0.0, 0.0)
    assert not any(heights(meter))
    meter.add(0.2, 0.1)
    meter.clear()
    assert not any(heights(meter))


@pytest.mark.parametrize(("rms", "height"), [(-0.1, 0.0), (0.0, 0.0), (0.5, 1.0), (1.0, 1.0)])
def test_a_bar_stays_within_the_meter(rms: float, height: float) -> None:
    assert bar_height(rms) == height
