"""Writes a text for paper, a piece at a time, code in its colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtGui import QTextBlockFormat, QTextCursor

from desktop_app.core.code_colouring import line_lexer
from desktop_app.ui.transcript.code_colours import colour
from desktop_app.ui.transcript.formats import CODE_HEADER, CODE_PAD
from desktop_app.ui.transcript.markdown import MarkdownWriter
from desktop_app.ui.transcript.pieces import Kind, Piece
from desktop_app.ui.transcript.tail import Splitter

if TYPE_CHECKING:
    from desktop_app.core.code_colouring import LineLexer
    from desktop_app.tabs.chat.exchange.paper.objects import Objects
    from desktop_app.ui.transcript.formulas import Formulas
    from desktop_app.ui.transcript.writer import Writer

_LONGEST_TABLE = 400
"""Lines after which a table begins anew: a table is laid out at one go."""


class TextOnPaper:
    """Markdown, or text of which only fenced code has a meaning."""

    def __init__(self, objects: Objects) -> None:
        # It asks of the formulas only that they are written.
        formulas = cast("Formulas", objects.formulas)
        self._markdown = MarkdownWriter(formulas, objects.pictures)
        self._code = 0
        self._lexer: LineLexer | None = None

    def write(
        self, writer: Writer, text: str, *, is_verbatim: bool = False, is_aside: bool = False
    ) -> Iterator[None]:
        """Write a text; stops after each piece, so that no step of it is long."""
        splitter = Splitter(is_verbatim=is_verbatim)
        for piece in _with_whole_tables([*splitter.feed(text), *splitter.finish()]):
            edit = QTextCursor(writer.cursor)
            edit.beginEditBlock()
            self._piece(writer, piece, is_verbatim=is_verbatim, is_aside=is_aside)
            edit.endEditBlock()
            yield

    def _piece(self, writer: Writer, piece: Piece, *, is_verbatim: bool, is_aside: bool) -> None:
        formats = writer.formats
        if piece.kind is Kind.CODE_OPENED:
            self._open_code(writer, piece)
        elif piece.kind is Kind.CODE_LINE:
            writer.block(formats.code_line, formats.code, level=piece.level, code=self._code)
            writer.text(piece.text, formats.code)
            if self._lexer is not None:
                colour(writer.cursor.block(), self._lexer.take(piece.text), formats)
        elif piece.kind in {Kind.FORMULA, Kind.FORMULA_SOURCE}:
            base = formats.aside if is_aside else formats.body
            writer.block(formats.formula, base, level=piece.level)
            self._markdown.write_display(writer, piece.text, base)
        elif piece.kind is Kind.CODE_CLOSED:
            end = QTextBlockFormat()
            end.setBottomMargin(CODE_PAD + 3 * formats.style.unit)
            writer.merge(end)
        elif is_verbatim:
            writer.block(formats.paragraph, formats.body)
            writer.text(piece.text.replace("\n", "\u2028"), formats.body)
        else:
            self._markdown.write(writer, piece.text, piece.level, is_aside=is_aside)

    def _open_code(self, writer: Writer, piece: Piece) -> None:
        formats = writer.formats
        self._code += 1
        self._lexer = line_lexer(piece.text)
        header = QTextBlockFormat(formats.code_header)
        header.setProperty(CODE_HEADER, piece.text)
        writer.block(header, formats.muted, level=piece.level, code=self._code)
        writer.text(piece.text or "\u00a0", formats.muted)


def _with_whole_tables(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Rows joined to the table above them: paper repeats its header on every page."""
    table: Piece | None = None
    for piece in pieces:
        if piece.kind is Kind.TABLE_ROWS and table and table.text.count("\n") < _LONGEST_TABLE:
            _header, _delimiter, *rows = piece.text.split("\n")
            table = replace(table, text="\n".join((table.text.rstrip("\n"), *rows)))
            continue
        if table is not None:
            yield table
            table = None
        if piece.kind in {Kind.TEXT, Kind.TABLE_ROWS}:
            table = replace(piece, kind=Kind.TEXT)
        else:
            yield piece
    if table is not None:
        yield table
