"""A field for code and data: letters of equal width."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontDatabase, QShowEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from typing_extensions import override

from desktop_app.ui.widgets import named

_TAB_WIDTH = 2  # characters
_EDGES = 20  # pixels of padding and border


class CodeField(QPlainTextEdit):
    """Plain text in the system's font of equal width; Tab goes to the next control."""

    def __init__(self, name: str, spoken: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = 0
        named(self, name, spoken)
        font = self.font()
        font.setFamilies(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).families())
        self.setFont(font)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setTabChangesFocus(True)
        self.setTabStopDistance(_TAB_WIDTH * self.fontMetrics().horizontalAdvance(" "))

    def set_lines(self, lines: int) -> None:
        """Be so many lines high."""
        self._lines = lines
        self._fit()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()  # the style sheet has given the font its size by now

    def _fit(self) -> None:
        if self._lines:
            margins = 2 * round(self.document().documentMargin()) + _EDGES
            self.setFixedHeight(self._lines * self.fontMetrics().lineSpacing() + margins)
