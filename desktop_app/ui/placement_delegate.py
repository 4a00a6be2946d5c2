"""Paints, at the right of a listed model, a favourite's star and where the data goes."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from desktop_app.ui.icons import icon

PLACE_ROLE = Qt.ItemDataRole.UserRole + 1
FAVOURITE_ROLE = Qt.ItemDataRole.UserRole + 2
_GAP = 24
_EDGE = 12
_STAR = 16

Index = QModelIndex | QPersistentModelIndex


class PlacementDelegate(QStyledItemDelegate):
    """The words are those of `PLACE_ROLE`; the model's name gives way to them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._star = icon("star-filled", QPalette.ColorRole.Highlight)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        painter.save()
        # The option's palette has the style sheet's text colour in this role.
        painter.setPen(QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        words = index.data(PLACE_ROLE) or ""
        area = option.rect.adjusted(0, 0, -_EDGE, 0)
        right, middle = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, right | middle, words)
        if index.data(FAVOURITE_ROLE):
            left = area.right() - self._words_width(option, words) - _STAR // 2 - _STAR
            area = QRect(left, area.center().y() - _STAR // 2, _STAR, _STAR)
            self._star.paint(painter, area)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        words = self._words_width(option, index.data(PLACE_ROLE) or "")
        return size + QSize(words + _GAP + _EDGE + 2 * _STAR, 0)

    def _words_width(self, option: QStyleOptionViewItem, words: str) -> int:
        return option.fontMetrics.horizontalAdvance(words)
