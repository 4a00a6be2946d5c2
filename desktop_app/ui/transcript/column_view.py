"""A read-only column of text: its look, its painting, its place in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QMargins,
    QMimeData,
    QPoint,
    QRectF,
    Qt,
    QUrl,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget
from typing_extensions import override

from desktop_app.ui.transcript.decoration import Decoration
from desktop_app.ui.transcript.focus_ring import FocusRing
from desktop_app.ui.transcript.formats import SIDE
from desktop_app.ui.transcript.palette import palette_of
from desktop_app.ui.transcript.picture_object import show_pictures
from desktop_app.ui.transcript.pictures import Pictures
from desktop_app.ui.transcript.placeholder import Placeholder
from desktop_app.ui.transcript.plain_text import selected_text

if TYPE_CHECKING:
    from desktop_app.ui.transcript.style import TranscriptStyle


class ColumnView(QTextBrowser):
    """A text browser that loads nothing and keeps its lines short in a wide window."""

    zoom_requested = Signal(int)
    """Ctrl and the wheel: steps up or down."""

    def __init__(self, style: TranscriptStyle, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.look = style
        self.pictures = Pictures()
        show_pictures(self, self.pictures)
        self._decoration = Decoration(self.document(), style)
        self._placeholder = Placeholder()
        FocusRing(self)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(SIDE)
        self.document().setIndentWidth(24)
        self.apply_look(style)

    def set_placeholder(self, title: str, hint: str) -> None:
        """What is painted in the middle while there is no message."""
        self._placeholder = Placeholder(title, hint)
        self.viewport().update()

    def apply_look(self, style: TranscriptStyle) -> None:
        """Take the colours and the column; the text is the owner's to write anew."""
        self.look = self._decoration.style = style
        self.setPalette(palette_of(style, self.palette()))
        self.setAutoFillBackground(True)
        self.place_column()

    def place_column(self) -> None:
        """Keep the column in the middle."""
        room = self.width() - self.verticalScrollBar().sizeHint().width()
        spare = room - self.look.column_width - 2 * SIDE
        # To the pixel: a column of another width is laid out anew.
        least = 0 if self.look.is_compact else SIDE
        margins = QMargins(max(least, spare // 2), 0, max(least, spare - spare // 2), 0)
        if self.viewportMargins() != margins:
            self.setViewportMargins(margins)

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return self.pictures.load(QUrl(name))

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        copied = QMimeData()
        copied.setText(selected_text(self.textCursor()))
        return copied

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        offset = self.verticalScrollBar().value()
        painter = QPainter(self.viewport())
        if self.document().isEmpty():
            self._placeholder.paint(painter, self.viewport().rect(), self.look)
        else:
            area = QRectF(event.rect()).translated(0, offset)
            painter.translate(0, -offset)
            width = self.viewport().width()
            view = QRectF(0, area.top(), width, area.height())
            first = self.cursorForPosition(QPoint(SIDE, event.rect().top())).block()
            self._decoration.paint(painter, first, view)
        painter.end()
        super().paintEvent(event)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        # Tab goes on to the next link from what is read: without a selection Qt begins at the end.
        view, cursor = self.viewport().rect(), self.textCursor()
        if not (cursor.hasSelection() and view.contains(self.cursorRect().center())):
            line = 2 * self.look.font_size
            first, last = QPoint(SIDE, line), QPoint(view.right(), view.bottom() - line)
            start = self.cursorForPosition(first if next else last)
            start.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(start)
        return super().focusNextPrevChild(next)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            # Before the text is laid out: in a wide window its column stays as it is.
            self.place_column()
        if event.type() == QEvent.Type.Wheel:
            # Over the empty margins beside the column, where a scroll area hears no wheel.
            return QCoreApplication.sendEvent(self.viewport(), event)
        return super().event(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_requested.emit(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)
