"""What the delegates of the sidebar paint alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

if TYPE_CHECKING:
    from desktop_app.ui.theme import Colours

OUTER = 8  # between the panel's edge and the ground of a row
INNER = 8  # between the ground's edge and the words
_RADIUS = 6


def inner_rect(option: QStyleOptionViewItem) -> QRect:
    """Where the words of a row may be."""
    return option.rect.adjusted(OUTER + INNER, 0, -OUTER - INNER, 0)


def paint_ground(
    painter: QPainter, option: QStyleOptionViewItem, colours: Colours, *, is_open: bool = False
) -> None:
    """What lies behind a row: open, selected or under the pointer; an edge for the keyboard."""
    state = QStyle.StateFlag
    ground = QRectF(option.rect.adjusted(OUTER, 1, -OUTER, -1))
    fill = ""
    if is_open:
        fill = colours.accent_soft
    elif option.state & (state.State_Selected | state.State_MouseOver):
        fill = colours.sunken
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    if fill:
        painter.setBrush(QColor(fill))
        painter.drawRoundedRect(ground, _RADIUS, _RADIUS)
    if option.state & state.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QColor(colours.accent))
        painter.drawRoundedRect(ground.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


def paint_line(painter: QPainter, text: str, area: QRect, metrics: QFontMetrics) -> None:
    """One line of plain words, as much as fits, in the painter's colour and font."""
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    base = area.top() + (area.height() - metrics.height()) // 2 + metrics.ascent()
    painter.drawText(QPoint(area.left(), base), shown)
