"""Writes tables. A long one is a stack of short ones without a seam: each is laid out for itself.

So while a table streams only its last rows are laid out anew. Its columns get their widths from
its first rows and keep them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QFontMetricsF,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextLength,
    QTextTable,
)

from desktop_app.ui.transcript.formats import CELL_PAD, SIDE, WIDTH
from desktop_app.ui.transcript.properties import CONTINUED, FORMULA_WIDTH, HIDDEN, SEAM

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.ui.transcript.writer import Writer

    Inline = Callable[[Writer, QTextCursor, QTextBlock, QTextCharFormat], None]

_SEAM_HEIGHT = 2
_SPARE = 24
"""Pixels, about three letters."""
_ROWS = 8
"""Rows that a part may have: a part is laid out anew for each of them."""


def write_table(writer: Writer, parsed: QTextTable, level: int, inline: Inline) -> None:
    """Write a whole table, or its first rows; `inline` writes a parsed block into a cell."""
    shape = writer.formats.table()
    shape.setLeftMargin(level * WIDTH)
    table = writer.table(parsed.rows(), parsed.columns(), shape)
    _fill(writer, table, 0, parsed, 0, inline)


def write_more_rows(
    writer: Writer, parsed: QTextTable, level: int, inline: Inline, *, is_tail: bool
) -> None:
    """Write the rows below the header of `parsed` as the next ones of the table just above.

    Rows of the tail, which are taken back, always are a part of their own.
    """
    above, rows = _table_above(writer), parsed.rows() - 1
    if above is None or above.columns() != parsed.columns() or rows < 1:
        write_table(writer, parsed, level, inline)
        return
    if not above.format().columnWidthConstraints():
        _fix_widths(above, writer)
    first = above.rows()
    if not is_tail and first + rows <= _ROWS:
        above.appendRows(rows)
        _fill(writer, above, first, parsed, 1, inline)
    else:
        _fill(writer, _next_part(writer, above, rows), 0, parsed, 1, inline)


def _next_part(writer: Writer, above: QTextTable, rows: int) -> QTextTable:
    shape = above.format()
    shape.setProperty(CONTINUED, 1)
    shape.setTopMargin(-shape.bottomMargin() - _SEAM_HEIGHT)
    shape.setHeaderRowCount(0)
    table = writer.table(rows, above.columns(), shape)
    seam = QTextBlockFormat()
    seam.setProperty(SEAM, 1)
    between = table.firstCursorPosition()
    between.movePosition(QTextCursor.MoveOperation.PreviousBlock)
    between.setBlockFormat(seam)
    thin = QTextCharFormat()
    thin.setProperty(QTextFormat.Property.FontPixelSize, 1)
    # Were it empty, Qt would paint the whole stack whenever the last table changes.
    between.insertText("\u200b", thin)
    return table


def _fill(
    writer: Writer, table: QTextTable, row: int, parsed: QTextTable, first: int, inline: Inline
) -> None:
    """Copy the rows from `first` on to those from `row` on, cell by cell: each holds one block."""
    formats, columns = writer.formats, table.columns()
    # Qt gives the header no alignment of its own.
    aligned = parsed.cellAt(min(1, parsed.rows() - 1), 0).firstCursorPosition().block()
    shapes = []
    for column in range(columns):
        shapes.append(formats.cell(column, aligned.blockFormat().alignment()))
        aligned = aligned.next()
    source = parsed.cellAt(first, 0).firstCursorPosition().block()
    cursor = table.cellAt(row, 0).firstCursorPosition()
    for _ in range(parsed.rows() - first):
        for shape in shapes:
            cursor.setBlockFormat(shape)
            inline(writer, cursor, source, formats.body)
            cursor.movePosition(QTextCursor.MoveOperation.NextBlock)
            source = source.next()


def _table_above(writer: Writer) -> QTextTable | None:
    # While a document is being edited it does not know its frames: the block's first character,
    # which ends the table, does.
    block = writer.cursor.block()
    above = block.document().objectForFormat(block.charFormat()) if writer.is_fresh else None
    return above if isinstance(above, QTextTable) else None


def _fix_widths(table: QTextTable, writer: Writer) -> None:
    """Give the columns the widths that the rows so far want, in per cent of the view."""
    shape = table.format()
    wanted = [_wanted_width(table, column) for column in range(table.columns())]
    # Padding left and right, and a little for the rows to come.
    wanted = [width + max(_SPARE, 0.1 * width) + 2 * CELL_PAD for width in wanted]
    room = table.document().textWidth() - 2 * SIDE - shape.leftMargin()
    room = room if room > 0 else writer.formats.style.column_width
    given = _shared(wanted, room)
    percent = QTextLength.Type.PercentageLength
    shape.setWidth(QTextLength(percent, min(100.0, 100 * sum(given) / room)))
    shape.setColumnWidthConstraints(
        [QTextLength(percent, 100 * width / sum(given)) for width in given]
    )
    table.setFormat(shape)


def _wanted_width(table: QTextTable, column: int) -> float:
    """The width of a column without line breaks."""
    cells = (table.cellAt(row, column) for row in range(table.rows()))
    return max(_text_width(cell.firstCursorPosition().block()) for cell in cells)


def _text_width(block: QTextBlock) -> float:
    width = 0.0
    iterator = block.begin()
    while not iterator.atEnd():
        characters = iterator.fragment().charFormat()
        if characters.objectType() != QTextFormat.ObjectTypes.NoObject.value:
            width += characters.doubleProperty(FORMULA_WIDTH)
        elif not characters.hasProperty(HIDDEN):
            width += QFontMetricsF(characters.font()).horizontalAdvance(iterator.fragment().text())
        iterator += 1
    return width


def _shared(wanted: list[float], room: float) -> list[float]:
    """As much as each wants, while the room is enough; then the large ones share what is left."""
    given = list(wanted)
    left = room
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    for place, column in enumerate(order):
        given[column] = min(wanted[column], left / (len(order) - place))
        left -= given[column]
    return given
