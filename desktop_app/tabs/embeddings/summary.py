"""The three figures of a run: dimension, number of vectors, tokens."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from typing_extensions import override

from desktop_app.ui.widgets import named

_GAP = 40
_LEAST_GAP = 12
_LEADING = 2


class Summary(QLabel):
    """The label `embeddings.summary`: its text says the figures in words, its look shows them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # No accessible name: a screen reader speaks the text, which says what each figure is.
        named(self, "embeddings.summary")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._figures: list[tuple[str, str]] = []

    def show_figures(self, dimension: int, count: int, tokens: int | None) -> None:
        """Show the figures of a run; `tokens` is None when the server did not count them."""
        said = self.tr("not told") if tokens is None else f"{tokens}"
        self.setText(
            self.tr(
                "Embedding dimension: {dimension} · Number of vectors: {count} · Tokens: {tokens}"
            ).format(dimension=dimension, count=count, tokens=said)
        )
        self._figures = [
            (f"{dimension:,}", self.tr("Dimension")),
            (f"{count:,}", self.tr("Vectors")),
            (self.tr("–") if tokens is None else f"{tokens:,}", self.tr("Tokens")),
        ]
        self.setToolTip(self.text())
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self._size(_GAP)

    @override
    def minimumSizeHint(self) -> QSize:
        return self._size(_LEAST_GAP)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        figure, caption = self._metrics()
        painter = QPainter(self)
        widths = self._widths()
        gap = min(_GAP, max(_LEAST_GAP, (self.width() - sum(widths)) // 2))
        left = 0
        for (value, name), width in zip(self._figures, widths, strict=True):
            painter.setFont(self._figure_font())
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            top = QRect(left, 0, width, figure.height())
            painter.drawText(top, Qt.AlignmentFlag.AlignLeft, value)
            painter.setFont(self.font())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            below = QRect(left, figure.height() + _LEADING, width, caption.height())
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft, name)
            left += width + gap
        painter.end()

    def _size(self, gap: int) -> QSize:
        figure, caption = self._metrics()
        return QSize(sum(self._widths()) + 2 * gap, figure.height() + _LEADING + caption.height())

    def _widths(self) -> list[int]:
        figure, caption = self._metrics()
        return [
            max(figure.horizontalAdvance(value), caption.horizontalAdvance(name)) + 1
            for value, name in self._figures
        ]

    def _figure_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 1.8)
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _metrics(self) -> tuple[QFontMetrics, QFontMetrics]:
        return QFontMetrics(self._figure_font()), self.fontMetrics()
