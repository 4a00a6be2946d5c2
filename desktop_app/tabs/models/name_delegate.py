"""Paints a model's name and, beside it, what is to be noticed of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop_app.tabs.models.table_model import BADGES_ROLE

if TYPE_CHECKING:
    from desktop_app.tabs.models.kind_text import Badge
    from desktop_app.ui.theme import ThemeManager

Index = QModelIndex | QPersistentModelIndex
_GAP = 8
_PADDING = 6
_HEIGHT = 18
_SMALLER = 0.86  # of the size of the name


class NameDelegate(QStyledItemDelegate):
    """The name gives way to its badges, the words of `BADGES_ROLE`."""

    def __init__(self, theme: ThemeManager, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        badges = index.data(BADGES_ROLE) or []
        if not badges:
            super().paint(painter, option, index)
            return
        filled = QStyleOptionViewItem(option)
        self.initStyleOption(filled, index)
        style = option.widget.style()
        area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, filled, option.widget)
        room = area.width() - self._badges_width(option, badges)
        filled.text = option.fontMetrics.elidedText(
            filled.text, Qt.TextElideMode.ElideRight, max(room, 0)
        )
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, filled, painter, option.widget)
        text_width = option.fontMetrics.horizontalAdvance(filled.text)
        self._paint_badges(painter, option, badges, area.left() + text_width + _GAP)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        badges = index.data(BADGES_ROLE) or []
        return size + QSize(self._badges_width(option, badges), 0)

    def _paint_badges(
        self, painter: QPainter, option: QStyleOptionViewItem, badges: list[Badge], left: int
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = _badge_font(option.font)
        painter.setFont(font)
        metrics = QFontMetrics(font)
        top = option.rect.center().y() - _HEIGHT // 2 + 1
        for badge in badges:
            width = metrics.horizontalAdvance(badge.words) + 2 * _PADDING
            box = QRect(left, top, width, _HEIGHT)
            painter.setPen(QColor(getattr(self._theme.colours, badge.colour)))
            painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, badge.words)
            left += width + _GAP // 2
        painter.restore()

    def _badges_width(self, option: QStyleOptionViewItem, badges: list[Badge]) -> int:
        metrics = QFontMetrics(_badge_font(option.font))
        widths = [metrics.horizontalAdvance(badge.words) + 2 * _PADDING + _GAP for badge in badges]
        return sum(widths)


def _badge_font(font: QFont) -> QFont:
    smaller = QFont(font)
    smaller.setPointSizeF(font.pointSizeF() * _SMALLER)
    smaller.setWeight(QFont.Weight.DemiBold)
    return smaller
