"""One text in the document, written as it comes: finished pieces once, the tail anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat

from desktop_app.ui.transcript.code_colours import code_lines, colour
from desktop_app.ui.transcript.formats import CODE_HEADER, CODE_PAD
from desktop_app.ui.transcript.pieces import Kind, Piece
from desktop_app.ui.transcript.tail import Splitter

if TYPE_CHECKING:
    from desktop_app.core.code_colouring import LineLexer
    from desktop_app.ui.transcript.code_colours import CodeColours
    from desktop_app.ui.transcript.markdown import MarkdownWriter
    from desktop_app.ui.transcript.writer import Writer


class Section:
    """Writes a text with a writer that stands at the document's end, or all of it anywhere.

    With `is_verbatim` only fenced code is laid out, every other line stands as it was typed.
    """

    _last_code = 0

    def __init__(
        self,
        writer: Writer,
        markdown: MarkdownWriter,
        colours: CodeColours,
        copy_label: str,
        *,
        is_verbatim: bool = False,
        is_aside: bool = False,
    ) -> None:
        self.writer = writer
        self._markdown = markdown
        self._colours = colours
        self._copy_label = copy_label
        self._is_verbatim = is_verbatim
        self._is_aside = is_aside
        self._splitter = Splitter(is_verbatim=is_verbatim)
        self._code = 0
        self._language = ""
        self._lexer: LineLexer | None = None
        self._tail = writer.mark()

    @property
    def tail_position(self) -> int:
        """Where the part begins that is still replaced."""
        return self._tail.position

    def write_all(self, text: str) -> None:
        """Write a whole text; code is left to be coloured afterwards."""
        for piece in (*self._splitter.feed(text), *self._splitter.finish()):
            self._write(piece, colours=False)

    def feed(self, text: str) -> None:
        """Write what has come; the unfinished tail is replaced."""
        pieces = self._splitter.feed(text)
        self.writer.rewind(self._tail)
        for piece in pieces:
            self._write(piece)
        self._tail = self.writer.mark()
        code, language = self._code, self._language
        for piece in self._splitter.tail():
            self._write(piece, is_tail=True)
        self._code, self._language = code, language

    def finish(self) -> None:
        """The text is complete: write its tail for good."""
        self.writer.rewind(self._tail)
        for piece in self._splitter.finish():
            self._write(piece)
        self._tail = self.writer.mark()

    def _write(self, piece: Piece, *, is_tail: bool = False, colours: bool = True) -> None:
        if piece.kind is Kind.TEXT:
            self._text(piece)
        elif piece.kind is Kind.TABLE_ROWS:
            self._markdown.write_more_rows(self.writer, piece.text, piece.level, is_tail=is_tail)
        elif piece.kind in (Kind.FORMULA, Kind.FORMULA_SOURCE):
            self._formula(piece)
        elif piece.kind is Kind.CODE_OPENED:
            self._open_code(piece)
            is_cold = not is_tail and self._colours.lexers.start(piece.text) is None
            if is_cold or not colours:
                self._colours.later(self.writer.cursor, piece.text)
        elif piece.kind is Kind.CODE_LINE:
            self._code_line(piece, is_tail=is_tail, colours=colours)
        else:
            self._close_code()

    def _text(self, piece: Piece) -> None:
        if not self._is_verbatim:
            self._markdown.write(self.writer, piece.text, piece.level, is_aside=self._is_aside)
            return
        formats = self.writer.formats
        self.writer.block(formats.paragraph, formats.body)
        self.writer.text(piece.text.replace("\n", "\u2028"), formats.body)

    def _formula(self, piece: Piece) -> None:
        formats = self.writer.formats
        base = formats.aside if self._is_aside else formats.body
        self.writer.block(formats.formula, base, level=piece.level)
        self._markdown.write_display(self.writer, piece.text, base)

    def _open_code(self, piece: Piece) -> None:
        formats = self.writer.formats
        Section._last_code += 1
        self._code, self._language, self._lexer = Section._last_code, piece.text, None
        header = QTextBlockFormat(formats.code_header)
        header.setProperty(CODE_HEADER, piece.text)
        # Directly below a table Qt ignores the margin that keeps the card off it.
        self.writer.close()
        self.writer.block(header, formats.muted, level=piece.level, code=self._code, is_chrome=True)
        label = f"{piece.text}  ·  " if piece.text else ""
        self.writer.text(label, formats.muted)
        link = formats.link(formats.muted, f"copycode:{self._code}", formats.style.muted)
        self.writer.text(self._copy_label, link)

    def _code_line(self, piece: Piece, *, is_tail: bool, colours: bool) -> None:
        formats = self.writer.formats
        if colours and not is_tail and self._lexer is None:
            self._lexer = self._caught_up()
        self.writer.block(formats.code_line, formats.code, level=piece.level, code=self._code)
        self.writer.text(piece.text, formats.code)
        if is_tail:
            self._end_code()
        if colours and self._lexer:
            runs = self._lexer.peek(piece.text) if is_tail else self._lexer.take(piece.text)
            colour(self.writer.cursor.block(), runs, formats)

    def _caught_up(self) -> LineLexer | None:
        lexer = self._colours.lexers.start(self._language)
        if lexer:
            for block in code_lines(self.writer.cursor.block()):
                lexer.take(block.text())
        return lexer

    def _close_code(self) -> None:
        self._end_code()
        self._code, self._lexer = 0, None

    def _end_code(self) -> None:
        end = QTextBlockFormat()
        end.setBottomMargin(CODE_PAD + 3 * self.writer.formats.style.unit)
        self.writer.merge(end)
