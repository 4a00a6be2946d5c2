"""A scale of colours in which equal steps look equal."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtGui import QColor

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pixels: TypeAlias = NDArray[np.uint32]

STEPS = 256

# OKLab, https://bottosson.github.io/posts/oklab: linear sRGB to cone responses, and to L, a, b.
_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def colour_scale(low: str, high: str) -> Pixels:
    """`STEPS` opaque colours (0xAARRGGBB) from `low` to `high`, both #rrggbb."""
    import numpy as np

    ends = np.array([_rgb(QColor(colour)) for colour in (low, high)])
    linear = np.where(ends <= 0.04045, ends / 12.92, ((ends + 0.055) / 1.055) ** 2.4)
    lab = np.cbrt(linear @ np.array(_CONES).T) @ np.array(_LAB).T
    share = np.linspace(0, 1, STEPS)[:, np.newaxis]
    mixed = lab[0] + (lab[1] - lab[0]) * share
    cones = (mixed @ np.linalg.inv(np.array(_LAB)).T) ** 3
    linear = np.clip(cones @ np.linalg.inv(np.array(_CONES)).T, 0, 1)
    rgb = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    red, green, blue = np.rint(rgb * 255).astype(np.uint32).T
    scale: Pixels = np.uint32(0xFF000000) | red << 16 | green << 8 | blue
    return scale


def readable_on(background: QColor, dark: str, light: str) -> QColor:
    """Whichever of two inks has the higher contrast (WCAG) to `background`."""
    ground = _luminance(background)
    inks = (QColor(dark), QColor(light))
    return max(inks, key=lambda ink: _contrast(_luminance(ink), ground))


def _contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def _luminance(colour: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in _rgb(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()
