"""A person looks at plots, with the mouse and with the keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.core.settings import Theme
from desktop_app.core.vectors import cosine_similarity
from desktop_app.ui.plots import HeatMap, ScatterMap
from desktop_app.ui.plots.canvas import NOTHING, PlotCanvas
from desktop_app.ui.plots.labels import placed_labels
from desktop_app.ui.theme import DARK, LIGHT, ThemeManager

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

# The offscreen platform has no stack of windows to raise a tool tip in.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")
TEXTS = ("a cat", "a kitten", "a stock exchange")


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeManager]:
    manager = ThemeManager(qapp, Theme.LIGHT)
    yield manager
    qapp.setStyleSheet("")


@pytest.fixture
def heat_map(qtbot: QtBot, theme: ThemeManager) -> HeatMap:
    plot = HeatMap("embeddings.similarity", "Similarity", theme)
    qtbot.addWidget(plot)
    plot.resize(600, 480)
    vectors = np.array([[1, 0.1], [1, 0.3], [-0.2, 1]], dtype=np.float32)
    plot.show_matrix(cosine_similarity(vectors), TEXTS)
    plot.show()
    return plot


@pytest.fixture
def scatter_map(qtbot: QtBot, theme: ThemeManager) -> ScatterMap:
    plot = ScatterMap("embeddings.map", "Map", theme)
    qtbot.addWidget(plot)
    plot.resize(400, 300)
    plot.show_points(np.array([[0, 0], [1, 0], [0, 1]], dtype=np.float32), TEXTS)
    plot.show()
    return plot


def hover(plot: PlotCanvas, place: QPointF) -> None:
    """Handed to the plot itself: QTest moves the cursor, and a tool tip may lie beneath it."""
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        plot.mapToGlobal(place),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(plot, event)


def wheel(plot: PlotCanvas, place: QPointF, angle: int) -> None:
    event = QWheelEvent(
        place,
        plot.mapToGlobal(place),
        QPoint(),
        QPoint(0, angle),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(plot, event)


def test_hovering_a_cell_tells_both_texts_and_their_similarity(heat_map: HeatMap) -> None:
    hover(heat_map, heat_map.item_place(1))
    assert heat_map.current == 1
    assert heat_map.accessibleDescription() == "0.982\na cat\na kitten"
    hover(heat_map, QPointF(2, 2))
    assert heat_map.current == NOTHING
    assert not heat_map.accessibleDescription()


def test_the_scale_spans_what_lies_beside_the_diagonal(heat_map: HeatMap) -> None:
    low, high = heat_map.limits
    assert low == pytest.approx(-0.098, abs=1e-3)
    assert high == pytest.approx(0.981, abs=1e-3)


def test_the_most_similar_pair_has_the_accent_and_the_diagonal_none(heat_map: HeatMap) -> None:
    def colour_at(item: int) -> QColor:
        corner = heat_map.item_place(item) - QPointF(30, 30)
        return heat_map.grab().toImage().pixelColor(corner.toPoint())

    assert colour_at(1).name() == LIGHT.accent
    assert colour_at(0).name() == LIGHT.sunken


def test_arrow_keys_go_from_cell_to_cell(heat_map: HeatMap) -> None:
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(heat_map, key)
    assert heat_map.current == 3
    QTest.keyClick(heat_map, Qt.Key.Key_Left)
    assert heat_map.current == 3


def test_wheel_and_keys_zoom_and_home_shows_all(scatter_map: ScatterMap) -> None:
    for _ in range(3):
        QTest.keyClick(scatter_map, Qt.Key.Key_Plus)
    place = scatter_map.item_place(0)
    wheel(scatter_map, place, 480)
    assert scatter_map.viewport.zoom > 3
    assert (scatter_map.item_place(0) - place).manhattanLength() < 1
    QTest.keyClick(scatter_map, Qt.Key.Key_Home)
    assert scatter_map.viewport.zoom == 1


def test_dragging_moves_the_map(scatter_map: ScatterMap) -> None:
    wheel(scatter_map, QPointF(200, 150), 960)
    before = scatter_map.item_place(0)
    QTest.mousePress(scatter_map, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    hover(scatter_map, QPointF(210, 145))
    QTest.mouseRelease(scatter_map, Qt.MouseButton.LeftButton, pos=QPoint(210, 145))
    assert scatter_map.item_place(0) - before == QPointF(10, -5)


def test_hovering_near_a_point_tells_its_text(scatter_map: ScatterMap) -> None:
    hover(scatter_map, scatter_map.item_place(2) + QPointF(5, 5))
    assert scatter_map.accessibleDescription() == "a stock exchange"
    hover(scatter_map, scatter_map.item_place(2) + QPointF(60, 0))
    assert scatter_map.current == NOTHING


def test_arrow_keys_go_to_the_point_on_that_side(scatter_map: ScatterMap) -> None:
    QTest.keyClick(scatter_map, Qt.Key.Key_Right)
    assert scatter_map.current == 0
    QTest.keyClick(scatter_map, Qt.Key.Key_Right)
    assert scatter_map.current == 1
    QTest.keyClick(scatter_map, Qt.Key.Key_Up)
    assert scatter_map.current == 2
    QTest.keyClick(scatter_map, Qt.Key.Key_Up)
    assert scatter_map.current == 2


def test_points_are_painted_in_the_colours_of_the_theme(
    scatter_map: ScatterMap, theme: ThemeManager
) -> None:
    def colour() -> str:
        picture = scatter_map.grab().toImage()
        return picture.pixelColor(scatter_map.item_place(1).toPoint()).name()

    light = colour()
    theme.choose(Theme.DARK)
    assert scatter_map.colours == DARK
    assert colour() != light


def test_one_text_alone_can_be_shown(heat_map: HeatMap, scatter_map: ScatterMap) -> None:
    heat_map.show_matrix(np.ones((1, 1), dtype=np.float32), TEXTS[:1])
    scatter_map.show_points(np.zeros((1, 2), dtype=np.float32), TEXTS[:1])
    QTest.keyClick(scatter_map, Qt.Key.Key_Right)
    assert not heat_map.grab().isNull()
    assert scatter_map.accessibleDescription() == "a cat"


def test_labels_cover_neither_points_nor_one_another() -> None:
    points = [QPointF(100, 100), QPointF(110, 100), QPointF(100, 104), QPointF(300, 100)]
    area = QRectF(0, 0, 320, 200)
    boxes = placed_labels(points, [QSizeF(60, 16)] * 4, area, 8)
    placed = [box for box in boxes if box is not None]
    assert len(placed) >= 2
    assert boxes[3] is not None
    assert boxes[3].right() < 300
    assert all(area.contains(box) for box in placed)
    assert not any(one.intersects(other) for one in placed for other in placed if one is not other)
