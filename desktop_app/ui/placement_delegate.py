"""Paints, at the right of a listed model, the words for where its data goes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

PLACE_ROLE = Qt.ItemDataRole.UserRole + 1
_GAP = 24
_EDGE = 12

Index = QModelIndex | QPersistentModelIndex


class PlacementDelegate(QStyledItemDelegate):
    """The words are those of `PLACE_ROLE`; the model's name gives way to them."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        painter.save()
        # The option's palette has the style sheet's text colour in this role.
        painter.setPen(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(
            option.rect.adjusted(0, 0, -_EDGE, 0),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            index.data(PLACE_ROLE) or "",
        )
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        words = option.fontMetrics.horizontalAdvance(index.data(PLACE_ROLE) or "")
        return size + QSize(words + _GAP + _EDGE, 0)
