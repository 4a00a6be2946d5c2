"""The stages of a call as bars one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.shell.ledger.words import seconds
from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from desktop_app.core.calls import CallRecord
    from desktop_app.ui.theme import ThemeManager

_ROW = 32
_MARGIN = 12
_NAME_WIDTH = 120
_TIME_WIDTH = 80
_THICKNESS = 12


class TimingView(QWidget):
    """Painted; the same is said in words as its accessible description."""

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "ledger.timing", self.tr("Timing"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._theme = theme
        self._stages: list[tuple[str, float, float, str]] = []
        self._whole = 0.0
        theme.colours_changed.connect(lambda _colours: self.update())

    def show_call(self, record: CallRecord) -> None:
        """Show the times of a call."""
        timing, colours = record.timing, ("muted", "muted", "muted", "warning", "accent")
        named_stages = (
            (self.tr("Connect"), timing.connect),
            (self.tr("TLS"), timing.tls),
            (self.tr("Send"), timing.send),
            (self.tr("Wait"), timing.wait),
            (self.tr("Receive"), timing.receive),
        )
        self._stages = []
        begin = 0.0
        for (name, length), colour in zip(named_stages, colours, strict=True):
            if length is not None:
                self._stages.append((name, begin, length, colour))
                begin += length
        self._whole = record.summary.duration
        lines = [f"{name}: {seconds(length)}" for name, _, length, _ in self._stages]
        lines.append(self.tr("In all: {time}").format(time=seconds(self._whole)))
        self.setAccessibleDescription("\n".join(lines))
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(360, 2 * _MARGIN + 6 * _ROW)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._theme.colours
        room = max(40, self.width() - 2 * _MARGIN - _NAME_WIDTH - _TIME_WIDTH)
        scale = room / max(self._whole, sum(stage[2] for stage in self._stages), 1e-6)
        top = float(_MARGIN)
        for name, begin, length, colour in self._stages:
            self._paint_words(painter, top, name, seconds(length))
            bar = QRectF(
                _MARGIN + _NAME_WIDTH + begin * scale,
                top + (_ROW - _THICKNESS) / 2,
                max(2.0, length * scale),
                _THICKNESS,
            )
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(getattr(colours, colour)))
            painter.drawRoundedRect(bar, 3, 3)
            top += _ROW
        painter.setPen(QColor(colours.border))
        painter.drawLine(_MARGIN, round(top), self.width() - _MARGIN, round(top))
        self._paint_words(painter, top, self.tr("In all"), seconds(self._whole))
        if self.hasFocus():
            painter.setPen(QColor(colours.accent))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()

    def _paint_words(self, painter: QPainter, top: float, name: str, time: str) -> None:
        colours = self._theme.colours
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(colours.muted))
        painter.drawText(QRectF(_MARGIN, top, _NAME_WIDTH, _ROW), middle, name)
        painter.setPen(QColor(colours.text))
        area = QRectF(self.width() - _MARGIN - _TIME_WIDTH, top, _TIME_WIDTH, _ROW)
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, time)
