"""What stands in texts besides letters: formulas, drawn as lines, and pictures."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPyTextObject, QTextDocument, QTextFormat
from typing_extensions import override

from desktop_app.formulas import Drawing, Formula
from desktop_app.ui.transcript.formats import SIDE
from desktop_app.ui.transcript.formula_object import FORMULA_OBJECT, formula_format
from desktop_app.ui.transcript.formula_picture import FormulaLook
from desktop_app.ui.transcript.picture_object import PICTURE_OBJECT, PictureObject
from desktop_app.ui.transcript.pictures import Pictures
from desktop_app.ui.transcript.properties import (
    FORMULA,
    FORMULA_COLOUR,
    FORMULA_HEIGHT,
    FORMULA_IS_DISPLAY,
    FORMULA_WIDTH,
)

if TYPE_CHECKING:
    from PySide6.QtGui import QTextCharFormat, QTextCursor

    from desktop_app.ui.transcript.formats import Formats

DrawFormula = Callable[[Formula], Drawing | None]
_PATIENCE = 5.0  # seconds for a picture to be decoded


class FormulasOnPaper(QPyTextObject):
    """Writes formulas as `ui.transcript.formulas` does, and paints them sharp in any size."""

    def __init__(self, draw: DrawFormula) -> None:
        super().__init__()
        self._draw = draw
        self._drawings: dict[Formula, Drawing | None] = {}

    def write(
        self,
        cursor: QTextCursor,
        source: str,
        formula: Formula,
        base: QTextCharFormat,
        formats: Formats,
    ) -> None:
        """Write a formula, or its source if it cannot be drawn."""
        drawing = self._drawing(formula)
        if drawing is None:
            cursor.insertText(source.replace("\n", "\u2028"), formats.inline_code(base))
            return
        size = base.intProperty(QTextFormat.Property.FontPixelSize)
        look = FormulaLook(size, base.foreground().color().name(), 1.0)
        font = cursor.document().defaultFont()
        cursor.insertText("\ufffc", formula_format(base, formula, look, drawing, font))

    @override
    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        size = QSizeF(format.doubleProperty(FORMULA_WIDTH), format.doubleProperty(FORMULA_HEIGHT))
        return size * min(1.0, _room(doc, posInDocument) / max(1.0, size.width()))

    @override
    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
    ) -> None:
        from PySide6.QtSvg import QSvgRenderer

        formula = Formula(format.stringProperty(FORMULA), format.boolProperty(FORMULA_IS_DISPLAY))
        drawing = self._drawing(formula)
        if drawing is None:
            return
        colour = format.stringProperty(FORMULA_COLOUR)
        svg = drawing.svg.replace('"black"', f'"{colour}"')
        # Below it there may be room that only makes the line high enough.
        height = rect.width() * (drawing.ascent + drawing.descent) / drawing.width
        place = QRectF(rect.left(), rect.top(), rect.width(), height)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, place)

    def _drawing(self, formula: Formula) -> Drawing | None:
        if formula not in self._drawings:
            self._drawings[formula] = self._draw(formula)
        return self._drawings[formula]


class PicturesOnPaper(Pictures):
    """Pictures within texts, decoded before they are painted."""

    @override
    def image_within(self, address: str) -> QImage | None:
        decoded = threading.Event()
        self.arrived.connect(decoded.set, Qt.ConnectionType.DirectConnection)
        image = super().image_within(address)  # is decoded in a thread of its own
        if image is None and decoded.wait(_PATIENCE):
            image = super().image_within(address)
        self.arrived.disconnect(decoded.set)
        return image


class Objects:
    """The formulas and pictures of what is printed; made in the thread that prints."""

    def __init__(self, draw: DrawFormula) -> None:
        self.formulas = FormulasOnPaper(draw)
        self.pictures = PicturesOnPaper()
        self._shown = PictureObject(self.pictures, self.pictures)

    def show_in(self, document: QTextDocument) -> None:
        """Let a document lay out and paint them."""
        layout = document.documentLayout()
        layout.registerHandler(FORMULA_OBJECT, self.formulas)
        layout.registerHandler(PICTURE_OBJECT, self._shown)


def _room(document: QTextDocument, position: int) -> float:
    margins = document.findBlock(position).blockFormat()
    return document.textWidth() - 2 * SIDE - margins.leftMargin() - margins.rightMargin()
