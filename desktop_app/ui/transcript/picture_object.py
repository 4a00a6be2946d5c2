"""A picture that stands in a text by its data: laid out at once, painted when it is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPyTextObject,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
)
from typing_extensions import override

from desktop_app.ui.transcript.properties import PICTURE, PICTURE_HEIGHT, PICTURE_WIDTH

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtWidgets import QTextEdit

    from desktop_app.ui.transcript.pictures import Pictures

PICTURE_OBJECT = QTextFormat.ObjectTypes.UserObject.value + 2
"""The object type of a picture's character."""
_HIGHEST = 480


class PictureObject(QPyTextObject):
    """Sizes and paints the pictures within a document's texts."""

    def __init__(self, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures

    @override
    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        return QSizeF(format.doubleProperty(PICTURE_WIDTH), format.doubleProperty(PICTURE_HEIGHT))

    @override
    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,
    ) -> None:
        image = self._pictures.image_within(format.stringProperty(PICTURE))
        if image is None:
            shade = QColor(format.foreground().color())
            shade.setAlpha(24)
            painter.fillRect(QRectF(rect), shade)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(rect), image)
        painter.restore()


def show_pictures(view: QTextEdit, pictures: Pictures) -> None:
    """Let the view show pictures within its text, and again when they are decoded."""
    layout = view.document().documentLayout()
    layout.registerHandler(PICTURE_OBJECT, PictureObject(pictures, view))
    pictures.arrived.connect(view.viewport().update)


def picture_format(
    base: QTextCharFormat, address: str, size: QSize, widest: int
) -> QTextCharFormat:
    """The format of the one character of the picture at `address`, at most `widest` wide."""
    shown = QSizeF(size)
    if shown.width() > widest or shown.height() > _HIGHEST:
        shown *= min(widest / shown.width(), _HIGHEST / shown.height())
    characters = QTextCharFormat(base)
    characters.setObjectType(PICTURE_OBJECT)
    characters.setProperty(PICTURE, address)
    characters.setProperty(PICTURE_WIDTH, shown.width())
    characters.setProperty(PICTURE_HEIGHT, shown.height())
    return characters
