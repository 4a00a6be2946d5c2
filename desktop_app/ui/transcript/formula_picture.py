"""Paints a formula's SVG as a picture. Safe in any thread."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QImage, QPainter

if TYPE_CHECKING:
    from desktop_app.formulas.messages import Drawing

SCALE = 1.12
"""The formulas' letters are lower than those of a window's fonts at the same size."""
_LARGEST = 8_192


@dataclass(frozen=True, slots=True)
class FormulaLook:
    """The type's size in device-independent pixels, its colour, the screen's pixel ratio."""

    size: int
    colour: str
    ratio: float

    @property
    def em(self) -> float:
        """Device-independent pixels that a drawing's unit becomes."""
        return self.size * SCALE


def painted(drawing: Drawing, look: FormulaLook) -> QImage:
    """The formula as it is shown, on nothing."""
    from PySide6.QtSvg import QSvgRenderer

    svg = drawing.svg.replace('"black"', f'"{look.colour}"')
    pixels = look.em * look.ratio
    width, height = drawing.width * pixels, (drawing.ascent + drawing.descent) * pixels
    image = QImage(
        min(_LARGEST, max(1, math.ceil(width))),
        min(_LARGEST, max(1, math.ceil(height))),
        QImage.Format.Format_ARGB32_Premultiplied,
    )
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, width, height))
    painter.end()
    image.setDevicePixelRatio(look.ratio)
    return image
