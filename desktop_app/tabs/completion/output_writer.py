"""Writes texts into their pages as they come: once a frame, however fast that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

if TYPE_CHECKING:
    from desktop_app.tabs.completion.output_field import OutputField
    from desktop_app.tabs.completion.page import Page

_FRAME = 16  # milliseconds
_BUDGET = 4096  # characters written in one frame, so that none is long


class OutputWriter(QObject):
    """Follows the end of the shown text unless a person has scrolled away from it."""

    wrote = Signal()

    def __init__(self, field: OutputField) -> None:
        super().__init__(field)
        self._field = field
        self._open: list[Page] = []
        self._frame = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._frame.setInterval(_FRAME)
        self._frame.timeout.connect(self.write_frame)

    def write_soon(self, page: Page) -> None:
        """More has come for this page: written at once when the last frame is long past."""
        if page not in self._open:
            self._open.append(page)
        if not self._frame.isActive():
            self.write_frame()

    def write_frame(self) -> None:
        """Write a frame's worth of what waits, first into the text that is shown."""
        if not self._open:
            return
        bar = self._field.verticalScrollBar()
        follows = bar.value() == bar.maximum()
        budget = _BUDGET
        for page in sorted(self._open, key=lambda page: page is not self._field.page):
            budget = page.write(budget)
        if follows:
            bar.setValue(bar.maximum())
        self._open = [page for page in self._open if page.has_waiting or not page.has_ended]
        if budget < _BUDGET:
            self._frame.start()
        self.wrote.emit()
