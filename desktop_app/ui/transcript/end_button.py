"""The round button that leads back to the end of the conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

if TYPE_CHECKING:
    from desktop_app.ui.transcript.style import TranscriptStyle

SIDE = 40


class EndButton(QAbstractButton):
    """Floats over the text; its owner places, shows and hides it."""

    def __init__(self, style: TranscriptStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("transcript.to_end")
        self.setAccessibleName(self.tr("Jump to the end"))
        self.setToolTip(self.tr("Jump to the end"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.resize(self.sizeHint())
        self._style = style

    def set_style(self, style: TranscriptStyle) -> None:
        """Take other colours."""
        self._style = style
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        # Not by way of the text below it, which goes from link to link and keeps the keyboard.
        return self.window().focusNextPrevChild(next)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # What a button leaves over, the text below it takes for its own link.
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        style = self._style
        is_pointed_at = self.underMouse() or self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(style.link if self.hasFocus() else style.border), 1.5))
        painter.setBrush(QColor(style.bubble if is_pointed_at else style.background))
        painter.drawEllipse(QRectF(self.rect()).adjusted(2, 2, -2, -2))
        middle = QPointF(SIDE / 2, SIDE / 2 + 1)
        arrow = [middle + QPointF(-6, -3), middle + QPointF(0, 3), middle + QPointF(6, -3)]
        pen = QPen(QColor(style.text), 2)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(arrow))
