"""A formula in the text: laid out by its drawing's sizes, painted when it is in view."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)
from typing_extensions import override

from desktop_app.formulas.messages import Formula
from desktop_app.ui.transcript.formats import SIDE
from desktop_app.ui.transcript.formula_picture import FormulaLook
from desktop_app.ui.transcript.properties import (
    FORMULA,
    FORMULA_COLOUR,
    FORMULA_HEIGHT,
    FORMULA_IS_DISPLAY,
    FORMULA_SIZE,
    FORMULA_WIDTH,
)

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from desktop_app.formulas import Drawing
    from desktop_app.ui.transcript.formula_renderer import FormulaRenderer

FORMULA_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 1
"""The object type of a formula's character."""


class FormulaObject(QPyTextObject):
    """Sizes and paints the formulas of a document."""

    def __init__(self, renderer: FormulaRenderer, parent: QObject) -> None:
        super().__init__(parent)
        self._renderer = renderer

    @override
    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        width = format.doubleProperty(FORMULA_WIDTH)
        height = format.doubleProperty(FORMULA_HEIGHT)
        if format.boolProperty(FORMULA_IS_DISPLAY):
            margins = doc.findBlock(posInDocument).blockFormat()
            room = doc.textWidth() - 2 * SIDE - margins.leftMargin() - margins.rightMargin()
            if 0 < room < width:
                return QSizeF(room, height * room / width)
        return QSizeF(width, height)

    @override
    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
    ) -> None:
        rect = QRectF(rect)
        ratio = painter.device().devicePixelRatioF()
        colour, size = format.stringProperty(FORMULA_COLOUR), format.intProperty(FORMULA_SIZE)
        formula = Formula(format.stringProperty(FORMULA), format.boolProperty(FORMULA_IS_DISPLAY))
        image = self._renderer.picture(formula, FormulaLook(size, colour, ratio))
        if image is None:
            return
        shrunk = rect.width() / max(1.0, format.doubleProperty(FORMULA_WIDTH))
        # Between two pixels of the screen the letters would be blurred.
        at = QPointF(round(rect.left() * ratio) / ratio, round(rect.top() * ratio) / ratio)
        if shrunk < 1:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(at, image.deviceIndependentSize() * shrunk), image)
        else:
            painter.drawImage(at, image)


def formula_format(
    base: QTextCharFormat, formula: Formula, look: FormulaLook, drawing: Drawing, font: QFont
) -> QTextCharFormat:
    """The format of a formula's one character within text in `base`; `font` is the document's."""
    # Qt lets an object reach below the line as far as letters of its own format would.
    pixels, below = _descender(font.family(), drawing.descent * look.em)
    characters = QTextCharFormat(base)
    characters.setObjectType(FORMULA_OBJECT)
    characters.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
    characters.setFontFamilies([font.family()])
    characters.setProperty(QTextFormat.Property.FontPixelSize, pixels)
    characters.setProperty(FORMULA, formula.latex)
    characters.setProperty(FORMULA_IS_DISPLAY, formula.is_display)
    characters.setProperty(FORMULA_SIZE, look.size)
    characters.setProperty(FORMULA_COLOUR, look.colour)
    characters.setProperty(FORMULA_WIDTH, drawing.width * look.em)
    characters.setProperty(FORMULA_HEIGHT, drawing.ascent * look.em + below)
    return characters


@lru_cache(maxsize=512)
def _descender(family: str, needed: float) -> tuple[int, int]:
    """The smallest size in pixels whose letters reach `needed` below the line, and how far."""
    font = QFont(family)
    for pixels in range(1, 2_000):
        font.setPixelSize(pixels)
        below = QFontMetrics(font).descent()
        if below >= needed:
            break
    return pixels, below
