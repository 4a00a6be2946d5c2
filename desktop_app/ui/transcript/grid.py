"""Paints the lines of tables: Qt's own, cell by cell, take three times as long as the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QTextBlock, QTextCursor, QTextTable

from desktop_app.ui.transcript.formats import CELL_PAD
from desktop_app.ui.transcript.properties import CELL, CONTINUED

if TYPE_CHECKING:
    from desktop_app.ui.transcript.style import TranscriptStyle


@dataclass
class Grid:
    """What is in view of a table: its columns' left edges, its rows' upper edges, its ends."""

    has_header: bool
    columns: list[float] = field(default_factory=list)
    rows: list[float] = field(default_factory=list)
    right: float = 0.0
    bottom: float = 0.0


def grids(blocks: list[tuple[QTextBlock, QRectF]]) -> list[Grid]:
    """The tables that the visible blocks, with their places, belong to."""
    found: list[Grid] = []
    current: Grid | None = None
    for block, rect in blocks:
        column = block.blockFormat().intProperty(CELL)
        if not column:
            current = None
            continue
        if current is None:
            current = Grid(_is_header(block))
            found.append(current)
        if column == 1:
            current.rows.append(rect.top() - CELL_PAD)
        if len(current.columns) < column:
            current.columns.append(rect.left() - CELL_PAD)
            current.right = rect.right() + CELL_PAD
        current.bottom = max(current.bottom, rect.bottom() + CELL_PAD)
    return found


def paint_grid(painter: QPainter, grid: Grid, style: TranscriptStyle) -> None:
    """Paint the lines, in the document's coordinates."""
    if not grid.rows:
        return
    rows = [round(y) for y in (*grid.rows, grid.bottom)]
    columns = [round(x) for x in (*grid.columns, grid.right)]
    width, height = columns[-1] - columns[0], rows[-1] - rows[0]
    if grid.has_header:
        header = QRectF(columns[0], rows[0], width, rows[1] - rows[0])
        painter.fillRect(header, QColor(style.code_background))
    colour = QColor(style.border)
    for x in columns:
        painter.fillRect(QRectF(x, rows[0], 1, height), colour)
    for y in rows:
        painter.fillRect(QRectF(columns[0], y, width + 1, 1), colour)


def _is_header(block: QTextBlock) -> bool:
    """Whether the block is in the first row of a table, not of one that goes on."""
    table: QTextTable | None = QTextCursor(block).currentTable()
    if table is None or table.format().hasProperty(CONTINUED):
        return False
    return table.cellAt(block.position()).row() == 0
