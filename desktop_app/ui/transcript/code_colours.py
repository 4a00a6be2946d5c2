"""Colours the code of messages that are shown at once, a few lines whenever there is time."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QTextBlock, QTextCursor, QTextDocument, QTextLayout

from desktop_app.ui.transcript.formats import CODE, CODE_HEADER
from desktop_app.ui.transcript.highlight import Lexers

if TYPE_CHECKING:
    from desktop_app.core.code_colouring import LineLexer, Run
    from desktop_app.ui.transcript.formats import Formats

_SLICE = 0.004
"""Seconds of work before the event loop has its turn."""


class CodeColours(QObject):
    """Holds the lexers, and the code blocks that wait for their colours."""

    def __init__(self, formats: Formats, parent: QObject) -> None:
        super().__init__(parent)
        self.formats = formats
        self.lexers = Lexers(self)
        self.lexers.loaded.connect(self._on_loaded)
        self._ready: deque[tuple[QTextCursor, str]] = deque()
        self._waiting: dict[str, list[QTextCursor]] = {}
        self._lexer: LineLexer | None = None
        self._lines: deque[QTextCursor] = deque()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._on_time)

    def later(self, header: QTextCursor, language: str) -> None:
        """Colour the code block whose header `header` stands in, as soon as it can be done."""
        place = QTextCursor(header.block())
        if self.lexers.start(language):
            self._ready.append((place, language))
            self._timer.start()
        elif not self.lexers.is_settled(language):
            self._waiting.setdefault(language.lower(), []).append(place)

    def clear(self) -> None:
        """Forget what waits: the document is empty."""
        self._ready.clear()
        self._waiting.clear()
        self._lines.clear()

    def _on_loaded(self, language: str) -> None:
        self._ready.extend((place, language) for place in self._waiting.pop(language, []))
        if self._ready:
            self._timer.start()

    def _on_time(self) -> None:
        until = time.perf_counter() + _SLICE
        edit: QTextCursor | None = None
        while time.perf_counter() < until and (self._lines or self._next_block()):
            if not self._lines:
                continue
            block = self._lines.popleft().block()
            if edit is None:
                edit = QTextCursor(block)
                edit.beginEditBlock()
            if self._lexer and block.blockFormat().intProperty(CODE):
                colour(block, self._lexer.take(block.text()), self.formats)
        if edit is not None:
            edit.endEditBlock()
        if self._lines or self._ready:
            self._timer.start()

    def _next_block(self) -> bool:
        if not self._ready:
            return False
        place, language = self._ready.pop()
        header = place.block()
        if header.isValid() and header.blockFormat().hasProperty(CODE_HEADER):
            self._lexer = self.lexers.start(language)
            self._lines.extend(QTextCursor(line) for line in code_lines(header))
        return True


def code_lines(block: QTextBlock) -> list[QTextBlock]:
    """The lines of the code block that `block` is in, in order, its header left out."""
    code = block.blockFormat().intProperty(CODE)
    while code and block.previous().blockFormat().intProperty(CODE) == code:
        block = block.previous()
    if block.blockFormat().hasProperty(CODE_HEADER):
        block = block.next()
    lines: list[QTextBlock] = []
    while code and block.isValid() and block.blockFormat().intProperty(CODE) == code:
        lines.append(block)
        block = block.next()
    return lines


def code_text(document: QTextDocument, number: int) -> str:
    """The code of the block with `number`, see `formats.CODE`; empty if it is not there."""
    block = document.begin()
    while block.isValid() and block.blockFormat().intProperty(CODE) != number:
        block = block.next()
    return "\n".join(line.text() for line in code_lines(block)) if block.isValid() else ""


def colour(block: QTextBlock, runs: list[Run], formats: Formats) -> None:
    """Colour a line without changing its text."""
    ranges = []
    for start, length, name in runs:
        run = QTextLayout.FormatRange()
        run.start, run.length, run.format = start, length, formats.syntax(name)
        ranges.append(run)
    block.layout().setFormats(ranges)
