"""Shows a body; its colours follow a few lines at a time."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import (
    QColor,
    QShowEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLayout,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout
from typing_extensions import override

from desktop_app.shell.ledger.shown_body import runs_of
from desktop_app.ui.code_field import CodeField
from desktop_app.ui.transcript_style import transcript_style

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.ui.theme import Colours, ThemeManager

_SLICE = 0.003  # seconds of work before the event loop has its turn
_AT_ONCE = 120  # lines that are there when the call is shown
_STEP = 8  # lines between two looks at the clock


class BodyView(CodeField):
    """Read-only text in letters of equal width, in the colours of code.

    Of a long text the rest follows a few lines at a time, while it is visible.
    """

    def __init__(
        self, name: str, spoken: str, theme: ThemeManager, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, spoken, parent)
        self.setReadOnly(True)
        self._formats: dict[str, QTextCharFormat] = {}
        self._text = ""
        self._fresh: QTextDocument | None = None
        self._rest: deque[str] = deque()
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        self._take_colours(theme.colours)
        theme.colours_changed.connect(self._take_colours)

    def show_text(self, text: str) -> None:
        """Show a text from its beginning."""
        self._text = text
        self._rest = deque(text.split("\n"))
        self._begin_document()
        self._add(_AT_ONCE, is_first=True)
        self._go_on_soon()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._go_on_soon()

    def _take_colours(self, colours: Colours) -> None:
        self._formats = {}
        for name, colour in transcript_style(colours).syntax.items():
            self._formats[name] = QTextCharFormat()
            self._formats[name].setForeground(QColor(colour))
        if self._text:
            self.show_text(self._text)

    def _begin_document(self) -> None:
        """An empty document: to empty a long one takes twenty times as long."""
        fresh = QTextDocument(self)
        fresh.setDocumentLayout(QPlainTextDocumentLayout(fresh))
        fresh.setDefaultFont(self.font())
        fresh.setUndoRedoEnabled(False)
        self.setDocument(fresh)
        if self._fresh is not None:
            self._fresh.deleteLater()  # Qt deletes the one that came with the field
        self._fresh = fresh

    def _go_on_soon(self) -> None:
        if self._rest and self.isVisible():
            self._timer.start()

    def _go_on(self) -> None:
        until = time.perf_counter() + _SLICE
        while self._rest and time.perf_counter() < until:
            self._add(_STEP)
        self._go_on_soon()

    def _add(self, count: int, *, is_first: bool = False) -> None:
        lines = [self._rest.popleft() for _ in range(min(count, len(self._rest)))]
        if not lines:
            return
        document = self.document()
        block = document.firstBlock() if is_first else document.lastBlock()
        cursor = QTextCursor(document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        begin = cursor.position()
        cursor.insertText("\n".join(lines) if is_first else "\n" + "\n".join(lines))
        block = block if is_first else block.next()
        while block.isValid():
            block.layout().setFormats(self._ranges(block.text()))
            block = block.next()
        document.markContentsDirty(begin, cursor.position() - begin)

    def _ranges(self, line: str) -> list[QTextLayout.FormatRange]:
        ranges = []
        for start, length, name in runs_of(line):
            form = self._formats.get(name)
            if form is not None:
                each = QTextLayout.FormatRange()
                each.start, each.length, each.format = start, length, form
                ranges.append(each)
        return ranges
