"""How likely a token was, as a shade behind it: the less likely, the stronger."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QColor

from desktop_app.ui.theme.colours import UNLIKELY


class Shade(NamedTuple):
    """For probabilities of at least `least`; `strength` of the colour is 0 to 1."""

    least: float
    strength: float


SHADES = (
    Shade(0.9, 0.0),
    Shade(0.5, 0.1),
    Shade(0.2, 0.2),
    Shade(0.05, 0.31),
    Shade(0.0, 0.42),
)


def shade_colour(strength: float) -> QColor:
    """The colour of a shade; it lies on the page, so it serves light and dark alike."""
    colour = QColor(UNLIKELY)
    colour.setAlphaF(strength)
    return colour


def shade_of(probability: float | None) -> int:
    """The number of the shade in `SHADES`; the first, which is none, where nothing is known."""
    if probability is None:
        return 0
    return next(number for number, shade in enumerate(SHADES) if probability >= shade.least)
