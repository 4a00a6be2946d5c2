"""Paints a similarity as a number and a bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.tabs.embeddings.tables import RankingTable

_HEIGHT = 6
_NUMBER_WIDTH = 60
_EDGE = 8


class ScoreBar(QStyledItemDelegate):
    """The bar is as long as the text stands between the least similar and the best."""

    def __init__(self, ranking: RankingTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._ranking = ranking

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        rect = QRectF(option.rect)
        room = rect.adjusted(_NUMBER_WIDTH, 0, -_EDGE, 0)
        room.setTop(rect.center().y() - _HEIGHT / 2)
        room.setHeight(_HEIGHT)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        palette = QGuiApplication.palette()  # the table's own has the colours of a selection
        painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(room, _HEIGHT / 2, _HEIGHT / 2)
        room.setWidth(max(room.width() * self._ranking.share(index.row()), _HEIGHT))
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
        painter.drawRoundedRect(room, _HEIGHT / 2, _HEIGHT / 2)
        painter.restore()
