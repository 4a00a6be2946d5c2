"""The sign before a stage: a shape for each state, and its colour from the style sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.ui.icons import drawn
from desktop_app.ui.widgets import restyle

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

_SIZE = QSize(20, 20)
_TURN = 15  # degrees a frame
_FRAME_MS = 50


class StageIcon(QWidget):
    """Waiting at first; turns while its stage is running."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(_SIZE)
        self._state = ""
        self._angle = 0
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._frames.timeout.connect(self._turn)
        self.show_state("waiting")

    def show_state(self, state: str) -> None:
        """One of waiting, running and the values of StageState."""
        self._state = state
        self._angle = 0
        restyle(self, "state", state)
        if state == "running":
            self._frames.start()
        else:
            self._frames.stop()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        scale = self.devicePixelRatio()
        colour = self.palette().windowText().color().name()
        pixmap = drawn(f"stage-{self._state}", _SIZE * scale, colour)
        pixmap.setDevicePixelRatio(scale)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        centre = QRectF(self.rect()).center()
        painter.translate(centre)
        painter.rotate(self._angle)
        painter.translate(-centre)
        painter.drawPixmap(0, 0, pixmap)
        painter.end()

    def _turn(self) -> None:
        self._angle = (self._angle + _TURN) % 360
        self.update()
