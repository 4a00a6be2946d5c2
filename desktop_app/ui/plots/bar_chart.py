"""Bars of two parts each: columns along an axis of time, or rows with names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from desktop_app.ui.plots.bars import Bar, short_number
from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from desktop_app.ui.theme import Colours, ThemeManager

NOTHING = -1
_LEGEND = 28
_LABEL = 24
_GAP = 8
_THICKEST = 28
_ROW = 32
_NAME_WIDTH = 200
_VALUE_WIDTH = 88
_DOT = 8


class BarChart(QWidget):
    """Arrows go from bar to bar; the current one is told in a tool tip and to a screen reader."""

    def __init__(
        self, name: str, spoken: str, theme: ThemeManager, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        named(self, name, spoken)
        self._colours: Colours = theme.colours
        self._bars: tuple[Bar, ...] = ()
        self._legend = ("", "")
        self._are_columns = True
        self._current = NOTHING
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.colours_changed.connect(self._on_colours_changed)

    def show_bars(self, bars: Sequence[Bar], legend: tuple[str, str], *, columns: bool) -> None:
        """Show bars; `legend` names their two parts."""
        self._bars = tuple(bars)
        self._legend = legend
        self._are_columns = columns
        self._set_current(NOTHING)
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, 240)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, 160)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._bars:
            self._paint_legend(painter)
            for index in range(self._shown_count()):
                self._paint_bar(painter, index)
        if self.hasFocus():
            painter.setPen(QColor(self._colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        place = event.position()
        at = (i for i in range(self._shown_count()) if self._slot(i).contains(place))
        self._set_current(next(at, NOTHING))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._set_current(NOTHING)
        super().leaveEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        back, forth = (Qt.Key.Key_Left, Qt.Key.Key_Up), (Qt.Key.Key_Right, Qt.Key.Key_Down)
        if event.key() in (*back, *forth) and self._bars:
            step = -1 if event.key() in back else 1
            self._set_current(min(max(self._current + step, 0), self._shown_count() - 1))
        else:
            super().keyPressEvent(event)

    def _set_current(self, index: int) -> None:
        if index != self._current:
            self._current = index
            words = "" if index == NOTHING else self._bars[index].words
            self.setAccessibleDescription(words)
            self.setToolTip(words)
            self.update()

    def _shown_count(self) -> int:
        if self._are_columns:
            return len(self._bars)
        return min(len(self._bars), max(1, int((self.height() - _LEGEND - _GAP) // _ROW)))

    def _plot(self) -> QRectF:
        """Where bars may be, without the legend and the names."""
        area = QRectF(self.rect()).adjusted(_GAP, _LEGEND + _GAP, -_GAP, -_GAP)
        if self._are_columns:
            return area.adjusted(0, _LABEL, 0, -_LABEL)
        return area.adjusted(_NAME_WIDTH, 0, -_VALUE_WIDTH, 0)

    def _slot(self, index: int) -> QRectF:
        """All the room of one bar with its name."""
        area = QRectF(self.rect()).adjusted(_GAP, _LEGEND + _GAP, -_GAP, -_GAP)
        if self._are_columns:
            width = area.width() / len(self._bars)
            return QRectF(area.left() + index * width, area.top(), width, area.height())
        return QRectF(area.left(), area.top() + index * _ROW, area.width(), _ROW)

    def _paint_bar(self, painter: QPainter, index: int) -> None:
        bar, slot, plot = self._bars[index], self._slot(index), self._plot()
        if index == self._current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._colours.sunken))
            painter.drawRoundedRect(slot, 4, 4)
        most = max((each.first + each.second for each in self._bars), default=0.0) or 1.0
        begin = 0.0
        for value, colour in ((bar.first, self._colours.accent), (bar.second, self._second())):
            if value > 0:
                part = self._part(slot, plot, begin / most, (begin + value) / most)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colour))
                painter.drawRoundedRect(part, 2, 2)
            begin += value
        if self._are_columns:
            self._paint_column_words(painter, index, plot)
        else:
            self._paint_row_words(painter, bar, slot, plot)

    def _part(self, slot: QRectF, plot: QRectF, begin: float, end: float) -> QRectF:
        if self._are_columns:
            width = min(_THICKEST, slot.width() * 0.7)
            top, bottom = plot.bottom() - end * plot.height(), plot.bottom() - begin * plot.height()
            return QRectF(slot.center().x() - width / 2, top, width, max(1.0, bottom - top))
        left, right = plot.left() + begin * plot.width(), plot.left() + end * plot.width()
        return QRectF(left, slot.center().y() - 8, max(1.0, right - left), 16)

    def _paint_column_words(self, painter: QPainter, index: int, plot: QRectF) -> None:
        """The name below and the value above: of every column, or of as many as have room."""
        metrics = QFontMetricsF(self.font())
        bar, slot = self._bars[index], self._slot(index)
        centre = Qt.AlignmentFlag.AlignCenter
        widest = max(metrics.horizontalAdvance(each.name) for each in self._bars) + _GAP
        if (len(self._bars) - 1 - index) % math.ceil(widest / slot.width()) == 0:
            left = min(slot.center().x() - widest / 2, plot.right() - widest)
            painter.setPen(QColor(self._colours.muted))
            below = QRectF(max(left, plot.left()), plot.bottom(), widest, _LABEL)
            painter.drawText(below, centre, bar.name)
        value = short_number(bar.first + bar.second)
        width = metrics.horizontalAdvance(value) + 2
        if bar.first + bar.second and (width <= slot.width() or index == self._marked()):
            top = self._height_of(bar, plot)
            painter.setPen(QColor(self._colours.text))
            above = QRectF(slot.center().x() - width / 2, top - 20, width, 20)
            painter.drawText(above, centre, value)

    def _paint_row_words(self, painter: QPainter, bar: Bar, slot: QRectF, plot: QRectF) -> None:
        metrics = QFontMetricsF(self.font())
        middle = Qt.AlignmentFlag.AlignVCenter
        value = short_number(bar.first + bar.second)
        painter.setPen(QColor(self._colours.text))
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideMiddle, _NAME_WIDTH - 2 * _GAP)
        painter.drawText(QRectF(slot.left() + _GAP, slot.top(), _NAME_WIDTH, _ROW), middle, name)
        painter.setPen(QColor(self._colours.muted))
        area = QRectF(plot.right() + _GAP, slot.top(), _VALUE_WIDTH - 2 * _GAP, _ROW)
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, value)

    def _marked(self) -> int:
        """The column that has its value above it in any case: the current one, else the highest."""
        if self._current != NOTHING:
            return self._current
        return max(range(len(self._bars)), key=lambda i: self._bars[i].first + self._bars[i].second)

    def _height_of(self, bar: Bar, plot: QRectF) -> float:
        most = max(each.first + each.second for each in self._bars) or 1.0
        return plot.bottom() - (bar.first + bar.second) / most * plot.height()

    def _paint_legend(self, painter: QPainter) -> None:
        metrics = QFontMetricsF(self.font())
        left = 2.0 * _GAP
        for text, colour in zip(self._legend, (self._colours.accent, self._second()), strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawEllipse(QRectF(left, (_LEGEND - _DOT) / 2 + 2, _DOT, _DOT))
            painter.setPen(QColor(self._colours.muted))
            width = metrics.horizontalAdvance(text) + 2
            area = QRectF(left + _DOT + 6, 2, width, _LEGEND)
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
            left += _DOT + 6 + width + 16

    def _second(self) -> str:
        return self._colours.border_strong

    def _on_colours_changed(self, colours: Colours) -> None:
        self._colours = colours
        self.update()
