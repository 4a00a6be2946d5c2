"""Writes Markdown: Qt parses it into a document of its own, from which it is written anew.

Raw HTML stays text, a picture that is not in the text itself becomes a link. Formulas and pictures
are taken out of the text before Qt reads it: it would take backslashes away, and copy megabytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
    QTextTable,
)

from desktop_app.formulas.recognition import display_formula
from desktop_app.ui.transcript.list_items import start_item
from desktop_app.ui.transcript.picture_object import picture_format
from desktop_app.ui.transcript.tables import write_more_rows, write_table
from desktop_app.ui.transcript.taken_out import TakenOut

if TYPE_CHECKING:
    from desktop_app.ui.transcript.formulas import Formulas
    from desktop_app.ui.transcript.pictures import Pictures
    from desktop_app.ui.transcript.writer import Writer

_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


class MarkdownWriter:
    """Writes pieces of Markdown with a writer, in its formats."""

    def __init__(self, formulas: Formulas, pictures: Pictures) -> None:
        self._formulas = formulas
        self._pictures = pictures
        self._source = TakenOut("")
        self._parsed = QTextDocument()
        self._parsed.setUndoRedoEnabled(False)

    def write(
        self, writer: Writer, markdown: str, level: int = 0, *, is_aside: bool = False
    ) -> None:
        """Write `markdown`, which stands in `level` list items; an aside is muted."""
        self._parse(markdown)
        table: QTextTable | None = None
        block = self._parsed.begin()
        while block.isValid():
            inside = self._table_of(block)
            if inside is None:
                self._block(writer, block, level, is_aside=is_aside)
            elif inside != table:
                write_table(writer, inside, level, self._inline)
            table = inside
            block = block.next()

    def write_more_rows(
        self, writer: Writer, markdown: str, level: int, *, is_tail: bool = False
    ) -> None:
        """Write the rows of a table, with its header, below those written just before."""
        self._parse(markdown)
        table = self._table_of(self._parsed.begin().next()) or self._table_of(self._parsed.begin())
        if table is not None:
            write_more_rows(writer, table, level, self._inline, is_tail=is_tail)

    def write_display(self, writer: Writer, source: str, base: QTextCharFormat) -> None:
        """Write a display formula with its delimiters into the block; as code while it is open."""
        formula = display_formula(source)
        if formula is not None:
            self._formulas.write(writer.cursor, source, formula, base, writer.formats)
        else:
            code = writer.formats.inline_code(base)
            writer.text(source.replace("\n", "\u2028"), code)

    def _parse(self, markdown: str) -> None:
        self._source = TakenOut(self._pictures.taken_from(markdown))
        self._parsed.setMarkdown(self._source.markdown, _FEATURES)

    @staticmethod
    def _table_of(block: QTextBlock) -> QTextTable | None:
        # Not by `frameAt`: PySide keeps what that gives for as long as the program runs.
        return QTextCursor(block).currentTable()

    def _block(self, writer: Writer, block: QTextBlock, level: int, *, is_aside: bool) -> None:
        parsed, formats = block.blockFormat(), writer.formats
        quotes = parsed.intProperty(QTextFormat.Property.BlockQuoteLevel)
        base = formats.aside if is_aside or quotes else formats.body
        if parsed.hasProperty(QTextFormat.Property.BlockTrailingHorizontalRulerWidth):
            writer.block(formats.rule, formats.muted, level=level, quotes=quotes)
            # An empty block below a table would stand beside it.
            writer.text("\u00a0", formats.muted)
        elif parsed.headingLevel():
            heading, characters = formats.heading(parsed.headingLevel())
            writer.block(heading, characters, level=level, quotes=quotes)
            self._inline(writer, writer.cursor, block, characters)
        elif block.textList() is not None:
            start_item(writer, block, level, quotes, base)
            self._inline(writer, writer.cursor, block, base)
        elif parsed.nonBreakableLines() or parsed.hasProperty(QTextFormat.Property.BlockCodeFence):
            writer.block(formats.code_line, formats.code, level=level, quotes=quotes)
            writer.text(self._source.restored(block.text()), formats.code)
        elif block.length() > 1:
            writer.block(formats.paragraph, base, level=level, quotes=quotes)
            self._inline(writer, writer.cursor, block, base)

    def _inline(
        self, writer: Writer, cursor: QTextCursor, block: QTextBlock, base: QTextCharFormat
    ) -> None:
        """Copy a parsed block's text with its emphasis, links, formulas and pictures."""
        iterator = block.begin()
        shown = ""
        while not iterator.atEnd():
            fragment = iterator.fragment()
            parsed = fragment.charFormat()
            if parsed.isImageFormat():
                # Qt repeats the picture for each emphasis within its description.
                source = parsed.toImageFormat().name()
                if source != shown:
                    self._image(writer, cursor, parsed.toImageFormat(), base)
                shown = source
            else:
                shown = ""
                characters = _characters(writer, parsed, base)
                self._text(writer, cursor, fragment.text(), characters)
            iterator += 1

    def _text(
        self, writer: Writer, cursor: QTextCursor, text: str, characters: QTextCharFormat
    ) -> None:
        if not self._source.spans:
            cursor.insertText(text, characters)
            return
        for part in self._source.parts(text):
            if isinstance(part, str):
                cursor.insertText(part, characters)
            else:
                source = self._source.text_of(part)
                self._formulas.write(cursor, source, part.formula, characters, writer.formats)

    def _image(
        self, writer: Writer, cursor: QTextCursor, parsed: QTextImageFormat, base: QTextCharFormat
    ) -> None:
        source = self._source.restored(parsed.name())
        alt = self._source.restored(parsed.stringProperty(QTextFormat.Property.ImageAltText))
        size = self._pictures.size_within(source)
        if size.isValid():
            widest = writer.formats.style.column_width // 2
            cursor.insertText("\ufffc", picture_format(base, source, size, widest))
        elif source.startswith("picture:"):
            cursor.insertText(alt, base)
        else:
            cursor.insertText(alt or source, writer.formats.link(base, source))


def _characters(writer: Writer, parsed: QTextCharFormat, base: QTextCharFormat) -> QTextCharFormat:
    weight, italic = parsed.fontWeight(), parsed.fontItalic()
    fixed, struck, target = parsed.fontFixedPitch(), parsed.fontStrikeOut(), parsed.anchorHref()
    if not (weight > 400 or italic or fixed or struck or target):
        return base
    characters = writer.formats.inline_code(base) if fixed else QTextCharFormat(base)
    if weight > 400:
        characters.setFontWeight(600)
    if italic:
        characters.setFontItalic(True)
    if struck:
        characters.setFontStrikeOut(True)
    return writer.formats.link(characters, target) if target else characters
