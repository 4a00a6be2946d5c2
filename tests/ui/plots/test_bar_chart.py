"""Bars keep their names however many there are, and tell what they stand for."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.core.settings import Theme
from desktop_app.ui.plots.bar_chart import BarChart
from desktop_app.ui.plots.bars import Bar
from desktop_app.ui.theme import ThemeManager

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_BELOW = 30  # pixels in which the names stand


@pytest.fixture
def chart(qtbot: QtBot) -> Iterator[BarChart]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    made = BarChart("ledger.plot", "Totals", ThemeManager(app, Theme.LIGHT))
    qtbot.addWidget(made)
    made.resize(600, 300)
    yield made
    app.setStyleSheet("")


def words_below(chart: BarChart) -> list[int]:
    """The columns of pixels at the bottom in which something is written."""
    strip = QRect(0, chart.height() - _BELOW, chart.width(), _BELOW - 2)
    picture = chart.grab(strip).toImage()
    blank = picture.pixel(0, 0)
    return [
        x
        for x in range(picture.width())
        if any(picture.pixel(x, y) != blank for y in range(picture.height()))
    ]


@pytest.mark.parametrize("count", [5, 30, 200])
def test_as_many_columns_are_named_as_have_room(chart: BarChart, count: int) -> None:
    bars = [Bar(f"{number % 30} Nov", 1.0, number, "") for number in range(count)]
    chart.show_bars(bars, ("in", "out"), columns=True)
    chart.show()
    written = words_below(chart)
    gaps = [after - before for before, after in itertools.pairwise(written)]
    assert len(written) > 100
    assert sum(gap >= 8 for gap in gaps) >= 4, "names stand apart"
    assert 0 < written[0] < written[-1] < chart.width() - 1


def test_arrows_go_from_bar_to_bar_and_each_is_told(chart: BarChart) -> None:
    bars = [Bar(name, 1.0, 2.0, f"{name}: 3 tokens") for name in ("first", "second")]
    chart.show_bars(bars, ("in", "out"), columns=False)
    chart.show()
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert chart.accessibleDescription() == "first: 3 tokens"
    QTest.keyClick(chart, Qt.Key.Key_Down)
    QTest.keyClick(chart, Qt.Key.Key_Down)
    assert chart.toolTip() == "second: 3 tokens"
