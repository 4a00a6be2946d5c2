"""How loud a microphone hears: the last seconds as a row of calm, rounded bars."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

BAR = 3  # pixels, as the gap
_STEP = 2 * BAR
_LONGEST = 400  # bars, for the widest window
_LOUD = 0.5  # of full scale, as root mean square: fills the meter
_CURVE = 0.55  # speech keeps its shape and a whisper still shows
_CLIPPED = 0.985  # a peak from here on is cut off by the microphone


class LevelMeter(QWidget):
    """The newest level stands at the right. In colour while it is `live`, else in grey."""

    def __init__(self, size: QSize, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._size = size
        self._bars: deque[tuple[float, bool]] = deque(maxlen=_LONGEST)  # height 0 to 1, clipped
        self._live = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def add(self, peak: float, rms: float) -> None:
        """Show a further level; both from 0 to 1, as a share of full scale."""
        self._bars.append((bar_height(rms), peak >= _CLIPPED))
        self.update()

    def set_live(self, live: bool) -> None:
        """Whether what is heard is kept."""
        if live != self._live:
            self._live = live
            self.update()

    def clear(self) -> None:
        """Nothing is heard."""
        self._bars.clear()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return self._size

    @override
    def minimumSizeHint(self) -> QSize:
        return self._size

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        rest, heard, clipped = self._colours()
        middle = self.height() / 2
        right = float(self.width())
        newest_first = iter(reversed(self._bars))
        while right >= BAR:
            height, is_clipped = next(newest_first, (0.0, False))
            painter.setBrush((clipped if is_clipped else heard) if height else rest)
            length = max(BAR, height * self.height())
            bar = QRectF(right - BAR, middle - length / 2, BAR, length)
            painter.drawRoundedRect(bar, BAR / 2, BAR / 2)
            right -= _STEP
        painter.end()

    def _colours(self) -> tuple[QColor, QColor, QColor]:
        """Of silence, of sound and of sound that is too loud."""
        # Not the widget's own palette: the style sheet blends its roles.
        colour = QGuiApplication.palette().color
        heard = QPalette.ColorRole.Highlight if self._live else QPalette.ColorRole.PlaceholderText
        return (
            colour(QPalette.ColorRole.Mid),
            colour(heard),
            colour(QPalette.ColorRole.BrightText),
        )


def bar_height(rms: float) -> float:
    """The share of the meter that a level fills."""
    return float(min(max(rms, 0.0) / _LOUD, 1.0) ** _CURVE)
