"""What an empty transcript says in its middle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont

if TYPE_CHECKING:
    from PySide6.QtCore import QRect
    from PySide6.QtGui import QPainter

    from desktop_app.ui.transcript.style import TranscriptStyle

_CENTERED = Qt.AlignmentFlag.AlignHCenter.value | Qt.TextFlag.TextWordWrap.value


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A title and a hint below it."""

    title: str = ""
    hint: str = ""

    def paint(self, painter: QPainter, room: QRect, style: TranscriptStyle) -> None:
        """Paint both around the middle of `room`, a little above it."""
        room = room.adjusted(24, 0, -24, -24)
        font = painter.font()
        font.setPixelSize(round(style.font_size * 1.45))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(style.text))
        upper = room.adjusted(0, 0, 0, -room.height() // 2)
        painter.drawText(upper, _CENTERED | Qt.AlignmentFlag.AlignBottom.value, self.title)
        font.setPixelSize(style.font_size)
        font.setWeight(QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(QColor(style.muted))
        lower = room.adjusted(0, room.height() // 2 + 12, 0, 0)
        painter.drawText(lower, _CENTERED | Qt.AlignmentFlag.AlignTop.value, self.hint)
