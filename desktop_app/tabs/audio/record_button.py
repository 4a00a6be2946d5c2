"""The round button that begins and ends a recording."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from desktop_app.ui.button_keys import press_by
from desktop_app.ui.widgets import describe, named

_DIAMETER = 64
_DOT = 22.0  # radius
_SQUARE = 20.0
_SHORTCUT = "Ctrl+Shift+R"


class RecordButton(QAbstractButton):
    """`audio.record`: a dot while it is off, a square while it records. It is told its state."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "audio.record")
        self.setCheckable(True)
        press_by(self, _SHORTCUT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(_DIAMETER, _DIAMETER)
        self.set_recording(recording=False)

    def set_recording(self, *, recording: bool) -> None:
        """Whether the next click ends a recording."""
        self.setChecked(recording)
        action = self.tr("Stop recording") if recording else self.tr("Record")
        describe(self, action)
        self.setToolTip(f"{action} ({_SHORTCUT})")

    @override
    def sizeHint(self) -> QSize:
        return QSize(_DIAMETER, _DIAMETER)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QGuiApplication.palette().color
        accent = colour(QPalette.ColorRole.Highlight)
        is_lit = self.hasFocus() or self.underMouse() or self.isChecked()
        edge = accent if is_lit else colour(QPalette.ColorRole.Mid)
        painter.setPen(QPen(edge, 3 if self.hasFocus() else 2))
        painter.setBrush(colour(QPalette.ColorRole.Base))
        ring = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        painter.drawEllipse(ring)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent.darker(115) if self.isDown() else accent)
        centre = QPointF(self.width() / 2, self.height() / 2)
        if self.isChecked():
            square = QRectF(0, 0, _SQUARE, _SQUARE)
            square.moveCenter(centre)
            painter.drawRoundedRect(square, 4, 4)
        else:
            painter.drawEllipse(centre, _DOT, _DOT)
        painter.end()
