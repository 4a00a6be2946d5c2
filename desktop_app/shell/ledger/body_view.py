"""Shows a body; what is not seen at once follows a few lines at a time."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QTimer
from PySide6.QtGui import (
    QColor,
    QShowEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLayout,
)
from PySide6.QtWidgets import QPlainTextDocumentLayout
from typing_extensions import override

from desktop_app.ui.code_field import CodeField
from desktop_app.ui.transcript_style import transcript_style

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.shell.ledger.shown_body import BodyLine
    from desktop_app.ui.theme import Colours, ThemeManager

_SLICE = 0.002  # seconds of work before the event loop has its turn
_STEP = 4  # lines between two looks at the clock
_AT_ONCE = 48  # lines that are there when the call is shown, which fill the first screen
_GOES_ON = 1  # the state of a block that is no line, but goes on with the one before it


class BodyView(CodeField):
    """Read-only text in letters of equal width, in the colours of code.

    While it is hidden it holds the first screen alone; the rest comes when it is seen.
    """

    def __init__(
        self, name: str, spoken: str, theme: ThemeManager, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, spoken, parent)
        self.setReadOnly(True)
        self._formats: dict[str, QTextCharFormat] = {}
        self._body: tuple[BodyLine, ...] = ()
        self._fresh: QTextDocument | None = None
        self._rest: deque[BodyLine] = deque()
        self._timer = QTimer(self, interval=0, singleShot=True)
        self._timer.timeout.connect(self._go_on)
        self._take_colours(theme.colours)
        theme.colours_changed.connect(self._take_colours)

    def show_lines(self, lines: Iterable[BodyLine]) -> None:
        """Show a text from its beginning."""
        self._body = tuple(lines)
        self._rest = deque(self._body)
        self._begin_document()
        if self.isVisible():
            self._go_on()
        else:
            self._timer.start()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._rest:
            self._timer.start()

    @override
    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self._selected_text())
        return data

    def _take_colours(self, colours: Colours) -> None:
        self._formats = {}
        for name, colour in transcript_style(colours).syntax.items():
            self._formats[name] = QTextCharFormat()
            self._formats[name].setForeground(QColor(colour))
        if self._body:
            self.show_lines(self._body)

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

    def _go_on(self) -> None:
        until = time.perf_counter() + _SLICE
        while self._is_wanted() and time.perf_counter() < until:
            self._add(_STEP)
        if self._is_wanted():
            self._timer.start()

    def _is_wanted(self) -> bool:
        is_begun = len(self._body) - len(self._rest) >= _AT_ONCE
        return bool(self._rest) and (self.isVisible() or not is_begun)

    def _add(self, count: int) -> None:
        document = self.document()
        block = document.lastBlock()
        is_first = len(self._rest) == len(self._body)
        lines = [self._rest.popleft() for _ in range(min(count, len(self._rest)))]
        cursor = QTextCursor(document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.beginEditBlock()  # laid out at its end, with the colours
        text = "\n".join(line.text for line in lines)
        cursor.insertText(text if is_first else f"\n{text}")
        block = block if is_first else block.next()
        for line in lines:
            self._dress(block, line)
            block = block.next()
        cursor.endEditBlock()

    def _dress(self, block: QTextBlock, line: BodyLine) -> None:
        if line.goes_on:
            block.setUserState(_GOES_ON)
        ranges = []
        for start, length, name in line.runs:
            form = self._formats.get(name)
            if form is not None:
                each = QTextLayout.FormatRange()
                each.start, each.length, each.format = start, length, form
                ranges.append(each)
        block.layout().setFormats(ranges)

    def _selected_text(self) -> str:
        """The selection with the lines that the text has, not those that were made to show it."""
        chosen = self.textCursor()
        first, last = chosen.selectionStart(), chosen.selectionEnd()
        part = QTextCursor(self.document())
        block = self.document().findBlock(first)
        pieces: list[str] = []
        while block.isValid() and block.position() <= last:
            part.setPosition(max(first, block.position()))
            end = min(last, block.position() + block.length() - 1)
            part.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            if pieces and block.userState() != _GOES_ON:
                pieces.append("\n")
            pieces.append(part.selectedText())
            block = block.next()
        return "".join(pieces)
