"""The lines of tables: below each row, and above the first one of each page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextTable

from desktop_app.tabs.chat.exchange.paper.document import line_spans
from desktop_app.tabs.chat.exchange.paper.style import CELL_PAD

if TYPE_CHECKING:
    from desktop_app.tabs.chat.exchange.paper.document import PaperDocument


class TableLine(NamedTuple):
    """A horizontal line on a page, from 0, in the document's coordinates."""

    page: int
    left: float
    right: float
    y: float
    is_below_header: bool


def table_lines(document: PaperDocument) -> Iterator[TableLine]:
    """The lines of all tables of a document that is laid out."""
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            yield from _lines_of(document, frame)


def _lines_of(document: PaperDocument, table: QTextTable) -> Iterator[TableLine]:
    layout = document.documentLayout()
    corner = layout.blockBoundingRect(table.firstCursorPosition().block())
    left = corner.left() - CELL_PAD
    right = left + layout.frameBoundingRect(table).width()
    height = document.pageSize().height()
    former = -1
    for row in range(table.rows()):
        spans = [
            span
            for column in range(table.columns())
            for span in line_spans(
                document, table.cellAt(row, column).firstCursorPosition().block()
            )
        ]
        if not spans:
            continue
        first, last = (int(edge[0] // height) for edge in (min(spans), max(spans)))
        if first != former and row:
            # Qt repeats the header there.
            yield TableLine(first, left, right, min(spans)[0] - CELL_PAD, is_below_header=True)
        former = last
        bottom = max(bottom for _top, bottom in spans) + CELL_PAD
        yield TableLine(last, left, right, bottom, is_below_header=not row)
