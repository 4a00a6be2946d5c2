"""A viewport shows all, keeps the point under the mouse, and never leaves the content."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF

from desktop_app.ui.plots.viewport import Viewport


@pytest.fixture
def viewport() -> Viewport:
    view = Viewport(closest=8)
    view.set_content(QRectF(0, 0, 10, 10))
    view.set_area(QRectF(100, 50, 200, 400))
    return view


def test_all_is_shown_at_one_scale_in_the_middle(viewport: Viewport) -> None:
    assert viewport.scale == 20
    assert viewport.to_screen(0, 0) == QPointF(100, 150)
    assert viewport.to_screen(10, 10) == QPointF(300, 350)
    assert viewport.to_plane(QPointF(200, 250)) == QPointF(5, 5)


def test_zooming_keeps_the_point_under_the_mouse(viewport: Viewport) -> None:
    viewport.set_area(QRectF(0, 0, 200, 200))
    mouse = QPointF(40, 60)
    before = viewport.to_plane(mouse)
    viewport.zoom_by(3, mouse)
    assert viewport.scale == pytest.approx(60)
    after = viewport.to_plane(mouse)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))


def test_the_view_stays_within_the_content(viewport: Viewport) -> None:
    viewport.set_area(QRectF(0, 0, 200, 200))
    viewport.zoom_by(100, QPointF(0, 0))
    assert viewport.zoom == 8
    viewport.move_by(QPointF(10_000, 10_000))
    assert viewport.to_plane(QPointF(0, 0)) == QPointF(0, 0)
    viewport.move_by(QPointF(-10_000, -10_000))
    corner = viewport.to_plane(QPointF(200, 200))
    assert (corner.x(), corner.y()) == pytest.approx((10, 10))
    viewport.zoom_by(0.0001, QPointF(0, 0))
    assert viewport.zoom == 1
    viewport.move_by(QPointF(50, 50))
    assert viewport.to_plane(QPointF(100, 100)) == QPointF(5, 5)
