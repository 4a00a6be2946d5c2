"""A shaded token can be read in both themes."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor

from desktop_app.tabs.completion.shades import SHADES, shade_colour
from desktop_app.ui.theme.colours import DARK, LIGHT, Colours

READABLE = 4.5  # WCAG AA


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def laid_on(shade: QColor, ground: QColor) -> QColor:
    share = shade.alphaF()
    pairs = zip(shade.getRgbF()[:3], ground.getRgbF()[:3], strict=True)  # type: ignore[index]  # a tuple
    return QColor.fromRgbF(*(share * over + (1 - share) * under for over, under in pairs))


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_text_on_every_shade_reaches_the_contrast_of_text(colours: Colours) -> None:
    for shade in SHADES:
        ground = laid_on(shade_colour(shade.strength), QColor(colours.surface))
        for text in (colours.written, colours.text):
            assert contrast(QColor(text), ground) >= READABLE
