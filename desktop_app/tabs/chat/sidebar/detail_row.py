"""The rows of a DetailList: a title, and quiet words with marks in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QStandardItem, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget
from typing_extensions import override

from desktop_app.tabs.chat.sidebar.painting import inner_rect, paint_ground

if TYPE_CHECKING:
    from desktop_app.ui.theme import Colours, ThemeManager

_PADDING = 14
_LINE_GAP = 2
_DETAIL_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Detail:
    """The two lines of a row. `subject` is what it is for; marks are (start, end)."""

    subject: object
    title: str
    text: str
    marks: Marks = ()
    title_marks: Marks = ()


class DetailItem(QStandardItem):
    """A row."""

    def __init__(self, detail: Detail) -> None:
        super().__init__()
        self.detail = detail
        self.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)

    @override
    def data(self, role: int = _DETAIL_ROLE) -> object:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.detail.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.detail.title}: {self.detail.text}"
            case Qt.ItemDataRole.ToolTipRole:
                return self.detail.title
            case _ if role == _DETAIL_ROLE:
                return self.detail
            case _:
                return None


class DetailDelegate(QStyledItemDelegate):
    """Paints both lines in the colours in force."""

    def __init__(self, theme: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, 2 * option.fontMetrics.height() + _LINE_GAP + _PADDING)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        detail = index.data(_DETAIL_ROLE)
        if not isinstance(detail, Detail):
            return
        colours = self._theme.colours
        height = option.fontMetrics.height()
        area = inner_rect(option)
        upper = QRect(area.left(), area.top() + _PADDING // 2, area.width(), height)
        lower = upper.translated(0, height + _LINE_GAP)
        painter.save()
        paint_ground(painter, option, colours)
        painter.setPen(QColor(colours.text))
        self._paint_line(painter, upper, option, detail.title, detail.title_marks)
        painter.setPen(QColor(colours.muted))
        self._paint_line(painter, lower, option, detail.text, detail.marks)
        painter.restore()

    def _paint_line(
        self,
        painter: QPainter,
        area: QRect,
        option: QStyleOptionViewItem,
        text: str,
        marks: Marks,
    ) -> None:
        """As much as fits, with marks, in whatever direction the words run."""
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        layout = QTextLayout(shown, option.font)
        layout.setFormats(_formats(marks, len(shown), self._theme.colours))
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        layout.draw(painter, QPointF(area.topLeft()))


def _formats(marks: Marks, length: int, colours: Colours) -> list[QTextLayout.FormatRange]:
    look = QTextCharFormat()
    look.setForeground(QBrush(QColor(colours.text)))
    look.setBackground(QBrush(QColor(colours.accent_soft)))
    ranges = []
    for start, end in marks:
        if start < length:
            marked = QTextLayout.FormatRange()
            marked.start, marked.length, marked.format = start, min(end, length) - start, look
            ranges.append(marked)
    return ranges
