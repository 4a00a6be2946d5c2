"""Colours and dots are where they should be."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor

from desktop_app.ui.plots.colour_scale import STEPS, colour_scale, readable_on
from desktop_app.ui.plots.raster import cells, dots, image_of


def test_a_scale_begins_and_ends_with_its_colours() -> None:
    scale = colour_scale("#fbe3ef", "#d6006e")
    assert len(scale) == STEPS
    assert QColor.fromRgb(int(scale[0])).name() == "#fbe3ef"
    assert QColor.fromRgb(int(scale[-1])).name() == "#d6006e"
    lightness = [QColor.fromRgb(int(colour)).lightnessF() for colour in scale[::16]]
    assert lightness == sorted(lightness, reverse=True)


def test_the_ink_with_more_contrast_is_taken() -> None:
    assert readable_on(QColor("#ffffff"), "#000000", "#eeeeee").name() == "#000000"
    assert readable_on(QColor("#202020"), "#000000", "#eeeeee").name() == "#eeeeee"


def test_cells_are_coloured_between_the_limits() -> None:
    scale = colour_scale("#000000", "#ffffff")
    values = np.array([[0.2, 0.9], [0.5, 0.0]], dtype=np.float32)
    pixels = cells(values, np.array([0, 1]), np.array([0, 0, 1]), scale, (0.2, 0.8))
    assert pixels.shape == (2, 3)
    assert pixels[0].tolist() == [scale[0], scale[0], scale[-1]]  # above the limit is the limit
    assert pixels[1, 2] == scale[0]


def test_a_dot_is_round_and_soft_and_nothing_is_painted_elsewhere() -> None:
    centres = np.array([[20.5, 10.5], [-50, 5], [1e6, 1e6]], dtype=np.float32)
    image = image_of(dots(centres, (40, 30), 4.0, "#d6006e"))
    assert (image.width(), image.height()) == (40, 30)
    middle, edge, outside = (image.pixelColor(x, 10).alpha() for x in (20, 24, 26))
    assert middle > edge > outside == 0
    assert image.pixelColor(20, 14).alpha() == edge
    assert image.pixelColor(20, 10).name() == "#d6006e"


def test_a_dot_at_the_edge_is_cut_off_and_does_not_come_back_elsewhere() -> None:
    pixels = dots(np.array([[0.0, 0.0], [39.0, 29.0]], dtype=np.float32), (40, 30), 4.0, "#d6006e")
    painted = np.argwhere(pixels)
    near_first = (painted <= 5).all(axis=1)
    near_last = (painted >= [24, 34]).all(axis=1)
    assert near_first.any()
    assert (near_first | near_last).all()


def test_crowds_look_denser_than_single_dots() -> None:
    crowd = np.full((5_000, 2), 10.0, dtype=np.float32)
    crowd[-1] = 25
    pixels = dots(crowd, (40, 30), 1.5, "#d6006e") >> 24
    assert pixels[10, 10] == 255
    assert 0 < pixels[25, 25] < 255
