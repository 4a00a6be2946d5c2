"""Paints, below the name of a listed tool, what it does."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

ABOUT_ROLE = Qt.ItemDataRole.UserRole + 1
_LINE_GAP = 2
_PADDING = 16
_MARGIN = 14

Index = QModelIndex | QPersistentModelIndex


class ToolDelegate(QStyledItemDelegate):
    """A row of two lines: the name, and in quiet letters the description."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        name, row.text = row.text, ""
        style = row.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, row, painter, row.widget)
        row.text = name
        text = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, row, row.widget)
        metrics = row.fontMetrics
        top = row.rect.center().y() - metrics.height() - _LINE_GAP // 2
        palette = QGuiApplication.palette()
        lines = (
            (name, QPalette.ColorRole.WindowText),
            (str(index.data(ABOUT_ROLE) or ""), QPalette.ColorRole.PlaceholderText),
        )
        painter.save()
        for number, (words, role) in enumerate(lines):
            painter.setPen(palette.color(role))
            base = top + number * (metrics.height() + _LINE_GAP) + metrics.ascent()
            room = row.rect.right() - text.left() - _MARGIN
            elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(text.left() + 4, base, elided)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, 2 * option.fontMetrics.height() + _LINE_GAP + _PADDING)
