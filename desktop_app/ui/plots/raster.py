"""Pixels of plots, made by numpy: a hundred thousand points are painted in milliseconds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from desktop_app.ui.plots.colour_scale import Pixels

_FULL = 16  # what a pixel counts that a dot covers wholly
_DEEPEST = 64  # so many dots on one pixel look like any more


def image_of(pixels: Pixels, ratio: float = 1.0) -> QImage:
    """A picture of premultiplied 0xAARRGGBB values; `ratio` is that of the screen."""
    height, width = pixels.shape
    image = QImage(
        pixels.tobytes(), width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied
    ).copy()  # until here it leans on the bytes
    image.setDevicePixelRatio(ratio)
    return image


def cells(
    values: NDArray[np.float32],
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    scale: Pixels,
    limits: tuple[float, float],
) -> Pixels:
    """A pixel for each of `rows` x `columns`, coloured by the value's place between `limits`."""
    import numpy as np

    low, high = limits
    shown = values[rows[:, np.newaxis], columns[np.newaxis, :]]
    place = (shown - low) * ((len(scale) - 1) / max(high - low, 1e-9)) + 0.5
    pixels: Pixels = scale[np.clip(place, 0, len(scale) - 1).astype(np.uint8)]
    return pixels


def dots(centres: NDArray[np.float32], size: tuple[int, int], radius: float, colour: str) -> Pixels:
    """Round dots with soft edges at `centres` (n, 2: x, y) on a picture of `size` (w, h).

    The more of them there are, the more of each other they let through: dense places look dense.
    """
    import numpy as np

    width, height = size
    margin = math.ceil(radius)
    x, y = np.floor(centres.T).astype(np.int32) + 2 * margin
    padded_width, padded_height = width + 4 * margin, height + 4 * margin
    inside = (x >= margin) & (x < padded_width - margin)
    inside &= (y >= margin) & (y < padded_height - margin)
    counts = np.bincount(
        y[inside] * padded_width + x[inside], minlength=padded_width * padded_height
    )
    places = np.flatnonzero(counts)
    counts = counts[places]
    depth = np.zeros(padded_width * padded_height, dtype=np.int32)
    for dy in range(-margin, margin + 1):
        for dx in range(-margin, margin + 1):
            cover = min(max(radius + 0.5 - math.hypot(dx, dy), 0.0), 1.0)
            if cover > 0:
                depth[places + (dy * padded_width + dx)] += counts * round(cover * _FULL)
    frame = slice(2 * margin, -2 * margin)
    seen = depth.reshape(-1, padded_width)[frame, frame]
    shades = _shades(colour, len(centres))
    pixels: Pixels = shades[np.minimum(seen, len(shades) - 1)]
    return pixels


def _shades(colour: str, count: int) -> Pixels:
    """The premultiplied colour for each depth of dots."""
    import numpy as np

    opacity = min(max(30 / math.sqrt(max(count, 1)), 0.2), 0.92)
    depth = np.arange(_DEEPEST * _FULL) / _FULL
    # Within one dot the cover is its share; on top of one another the rest shines through less.
    alpha = np.where(depth <= 1, depth * opacity, 1 - (1 - opacity) ** depth)
    ink = QColor(colour)
    parts = [
        np.rint(alpha * part).astype(np.uint32)
        for part in (255, ink.red(), ink.green(), ink.blue())
    ]
    shades: Pixels = parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3]
    return shades
