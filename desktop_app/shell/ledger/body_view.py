"""Shows a body; its colours follow a few lines at a time."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QTextCharFormat, QTextLayout

from desktop_app.shell.ledger.shown_body import runs_of
from desktop_app.ui.code_field import CodeField
from desktop_app.ui.transcript_style import transcript_style

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock
    from PySide6.QtWidgets import QWidget

    from desktop_app.ui.theme import Colours, ThemeManager

_SLICE = 0.004  # seconds of work before the event loop has its turn


class BodyView(CodeField):
    """Read-only text in letters of equal width, in the colours of code."""

    def __init__(
        self, name: str, spoken: str, theme: ThemeManager, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, spoken, parent)
        self.setReadOnly(True)
        self._formats: dict[str, QTextCharFormat] = {}
        self._next: QTextBlock | None = None
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._colour)
        self._take_colours(theme.colours)
        theme.colours_changed.connect(self._take_colours)

    def show_text(self, text: str) -> None:
        """Show a text from its beginning."""
        self.setPlainText(text)
        self._start()

    def _take_colours(self, colours: Colours) -> None:
        self._formats = {}
        for name, colour in transcript_style(colours).syntax.items():
            self._formats[name] = QTextCharFormat()
            self._formats[name].setForeground(QColor(colour))
        self._start()

    def _start(self) -> None:
        self._next = self.document().firstBlock()
        self._timer.start()

    def _colour(self) -> None:
        until = time.perf_counter() + _SLICE
        block = first = self._next
        while block is not None and block.isValid() and time.perf_counter() < until:
            block.layout().setFormats(self._ranges(block.text()))
            block = block.next()
        if block is None or first is None:
            return
        end = block.position() if block.isValid() else self.document().characterCount()
        self.document().markContentsDirty(first.position(), end - first.position())
        self._next = block if block.isValid() else None
        if self._next is not None:
            self._timer.start()

    def _ranges(self, line: str) -> list[QTextLayout.FormatRange]:
        ranges = []
        for start, length, name in runs_of(line):
            form = self._formats.get(name)
            if form is not None:
                each = QTextLayout.FormatRange()
                each.start, each.length, each.format = start, length, form
                ranges.append(each)
        return ranges
