"""Paints the rows of the list and edits a title in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop_app.tabs.chat.sidebar.painting import OUTER, inner_rect, paint_ground, paint_line
from desktop_app.tabs.chat.sidebar.row import ROW_ROLE, ConversationRow, Heading
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from desktop_app.ui.theme import ThemeManager

_PADDING = 14  # of a row's height
_GAP = 8
_DOT = 3.5  # radius
_PIN = 14
_TAGS_SHARE = 0.4  # of the width at most
_LONGEST_TITLE = 200  # characters
_SMALL = 0.9

Index = QModelIndex | QPersistentModelIndex


class ConversationDelegate(QStyledItemDelegate):
    """A conversation on one line; a heading, as high, with its words near what follows."""

    def __init__(self, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pin = icon("pin")

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() + _PADDING)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        painter.save()
        if isinstance(row, Heading):
            self._paint_heading(painter, option, row)
        elif isinstance(row, ConversationRow):
            paint_ground(painter, option, self._theme.colours, is_open=row.is_open)
            self._paint_conversation(painter, option, row)
        painter.restore()

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        field = named(QLineEdit(parent), "chat.rename", self.tr("Title of the conversation"))
        field.setMaxLength(_LONGEST_TITLE)
        return field

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect.adjusted(OUTER, 0, -OUTER, 0))

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading
    ) -> None:
        font = _small(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(QColor(self._theme.colours.muted))
        paint_line(
            painter, heading.text, inner_rect(option).adjusted(0, 8, 0, 0), QFontMetrics(font)
        )

    def _paint_conversation(
        self, painter: QPainter, option: QStyleOptionViewItem, row: ConversationRow
    ) -> None:
        area = inner_rect(option)
        if row.is_pinned:
            place = QRect(area.right() - _PIN + 1, area.center().y() - _PIN // 2, _PIN, _PIN)
            self._pin.paint(painter, place)
            area.setRight(place.left() - _GAP)
        if row.is_streaming or row.is_unseen:
            self._paint_dot(painter, area, is_ring=row.is_streaming)
            area.setRight(round(area.right() - 2 * _DOT) - _GAP)
        if row.tags:
            area = self._paint_tags(painter, area, option.font, row)
        painter.setFont(option.font)
        painter.setPen(QColor(self._theme.colours.text))
        paint_line(painter, row.title, area, option.fontMetrics)

    def _paint_dot(self, painter: QPainter, area: QRect, *, is_ring: bool) -> None:
        """A ring while an answer is being written, filled when it has not been seen."""
        accent = QColor(self._theme.colours.accent)
        painter.setPen(QPen(accent, 1.5) if is_ring else Qt.PenStyle.NoPen)
        painter.setBrush(Qt.BrushStyle.NoBrush if is_ring else accent)
        centre = QPointF(area.right() + 1 - _DOT, area.top() + area.height() / 2)
        painter.drawEllipse(centre, _DOT, _DOT)

    def _paint_tags(
        self, painter: QPainter, area: QRect, font: QFont, row: ConversationRow
    ) -> QRect:
        """The tags at the right in quiet letters; the room that is left for the title."""
        small = _small(font)
        metrics = QFontMetrics(small)
        words = ", ".join(row.tags)
        width = min(metrics.horizontalAdvance(words) + 1, int(area.width() * _TAGS_SHARE))
        painter.setFont(small)
        painter.setPen(QColor(self._theme.colours.muted))
        paint_line(painter, words, area.adjusted(area.width() - width, 0, 0, 0), metrics)
        return area.adjusted(0, 0, -width - _GAP, 0)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * _SMALL)
    return small
