"""The text of a document, or of a selection in it, as a person would type it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextTable

from desktop_app.ui.transcript.formats import CHROME, CODE, RULE
from desktop_app.ui.transcript.properties import CONTINUED, FORMULA, HIDDEN, SEAM

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextDocument


def whole_text(document: QTextDocument) -> str:
    """All that is shown, labels and footers too."""
    return _text(document.firstBlock(), 0, document.characterCount(), with_chrome=True)


def selected_text(cursor: QTextCursor) -> str:
    """What is selected, without the program's own labels unless it is one line."""
    cursor = with_whole_formulas(cursor)
    document = cursor.document()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    first = document.findBlock(start)
    return _text(first, start, end, with_chrome=first.contains(end))


def with_whole_formulas(selection: QTextCursor) -> QTextCursor:
    """`selection` with all of the formulas, source and picture, that it has a part of."""
    document = selection.document()
    start, end = selection.selectionStart(), selection.selectionEnd()
    cursor = QTextCursor(document)
    if start < end:
        # A cursor's format is that of the character before it.
        cursor.setPosition(start + 1)
        if cursor.charFormat().hasProperty(HIDDEN) or cursor.charFormat().hasProperty(FORMULA):
            cursor.setPosition(start)
            while cursor.charFormat().hasProperty(HIDDEN):
                cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
            start = cursor.position()
        cursor.setPosition(end)
        while cursor.charFormat().hasProperty(HIDDEN) and not cursor.atBlockEnd():
            cursor.movePosition(QTextCursor.MoveOperation.NextCharacter)
        end = cursor.position()
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _text(block: QTextBlock, start: int, end: int, *, with_chrome: bool) -> str:
    parts: list[str] = []
    previous: QTextBlock | None = None
    while block.isValid() and block.position() < end:
        shape = block.blockFormat()
        if not shape.hasProperty(SEAM) and (with_chrome or not shape.hasProperty(CHROME)):
            parts.append(_between(previous, block) + _line(block, start, end))
            previous = block
        block = block.next()
    return "".join(parts)


def _line(block: QTextBlock, start: int, end: int) -> str:
    position = block.position()
    units = block.text().encode("utf-16-le")
    first, last = max(0, start - position), min(block.length() - 1, end - position)
    text = units[2 * first : 2 * last].decode("utf-16-le", errors="replace")
    text = text.replace("\u2028", "\n").replace("\ufffc", "")
    if block.textList() is not None and first == 0:
        indent = "  " * (block.textList().format().indent() - 1)
        return f"{indent}{_marker(block)} {text}"
    return "---" if block.blockFormat().hasProperty(RULE) else text


def _marker(block: QTextBlock) -> str:
    marker = block.textList().itemText(block)
    return marker if marker[:1].isdigit() else "-"


def _between(previous: QTextBlock | None, block: QTextBlock) -> str:
    """A line break, an empty line between paragraphs, a tab between a table's cells."""
    if previous is None:
        return ""
    above, below = previous.blockFormat(), block.blockFormat()
    if previous.textList() is not None and block.textList() is not None:
        return "\n"
    if above.intProperty(CODE) and above.intProperty(CODE) == below.intProperty(CODE):
        return "\n"
    cell, before = _cell(block), _cell(previous)
    if cell and before and (cell[0] == before[0] or cell[0].format().hasProperty(CONTINUED)):
        return "\t" if cell[1] else "\n"
    is_apart = above.bottomMargin() or below.topMargin() or cell or before
    return "\n\n" if is_apart else "\n"


def _cell(block: QTextBlock) -> tuple[QTextTable, int] | None:
    table: QTextTable | None = QTextCursor(block).currentTable()
    if table is None:
        return None
    return table, table.cellAt(block.position()).column()
