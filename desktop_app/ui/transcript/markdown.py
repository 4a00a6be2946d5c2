"""Writes Markdown: Qt parses it into a document of its own, from which it is written anew.

Raw HTML stays text, a picture that is not in the text itself becomes a link.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextDocument,
    QTextFormat,
    QTextFragment,
    QTextLength,
    QTextListFormat,
    QTextTable,
)

from desktop_app.ui.transcript.formats import WIDTH

if TYPE_CHECKING:
    from PySide6.QtGui import QTextCursor

    from desktop_app.ui.transcript.writer import Writer

_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
_BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)
_CHECKED = {
    QTextBlockFormat.MarkerType.Checked: "☑ ",
    QTextBlockFormat.MarkerType.Unchecked: "☐ ",
}
_Item = tuple[QTextListFormat.Style, int, int]


class MarkdownWriter:
    """Writes pieces of Markdown with a writer, in its formats."""

    def __init__(self) -> None:
        self._parsed = QTextDocument()
        self._parsed.setUndoRedoEnabled(False)

    def write(
        self, writer: Writer, markdown: str, level: int = 0, *, is_aside: bool = False
    ) -> None:
        """Write `markdown`, which stands in `level` list items; an aside is muted."""
        self._parsed.setMarkdown(markdown, _FEATURES)
        table: QTextTable | None = None
        block = self._parsed.begin()
        while block.isValid():
            inside = self._table_of(block)
            if inside is None:
                self._block(writer, block, level, is_aside=is_aside)
            elif inside != table:
                self._table(writer, inside, level)
            table = inside
            block = block.next()

    def _table_of(self, block: QTextBlock) -> QTextTable | None:
        frame = self._parsed.frameAt(block.position())
        return frame if isinstance(frame, QTextTable) else None

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
            _inline(writer, writer.cursor, block, characters)
        elif block.textList() is not None:
            self._list_item(writer, block, level, quotes, base)
        elif parsed.nonBreakableLines() or parsed.hasProperty(QTextFormat.Property.BlockCodeFence):
            writer.block(formats.code_line, formats.code, level=level, quotes=quotes)
            writer.text(block.text(), formats.code)
        elif block.length() > 1:
            writer.block(formats.paragraph, base, level=level, quotes=quotes)
            _inline(writer, writer.cursor, block, base)

    @staticmethod
    def _list_item(
        writer: Writer, block: QTextBlock, level: int, quotes: int, base: QTextCharFormat
    ) -> None:
        parsed = block.textList().format()
        indent = parsed.indent() + level
        style, start = parsed.style(), 1
        if style.value <= QTextListFormat.Style.ListDecimal.value:
            start = parsed.start() + block.textList().itemNumber(block)
        else:
            style = _BULLETS[min(indent - 1, 2)]
        marker = _CHECKED.get(block.blockFormat().marker())
        if marker:
            # The box stands where the bullet would: painted boxes do not follow the palette.
            item = QTextBlockFormat(writer.formats.item)
            item.setTextIndent(-WIDTH + 7)
            writer.block(item, base, level=indent, quotes=quotes)
            writer.text(marker, base)
        else:
            writer.block(writer.formats.item, base, quotes=quotes)
            writer.list_item(style, indent, start)
        _inline(writer, writer.cursor, block, base)

    @staticmethod
    def _table(writer: Writer, parsed: QTextTable, level: int) -> None:
        formats = writer.formats
        shape = formats.table()
        shape.setLeftMargin(level * WIDTH)
        table = writer.table(parsed.rows(), parsed.columns(), shape)
        for row in range(parsed.rows()):
            for column in range(parsed.columns()):
                source = parsed.cellAt(row, column).firstCursorPosition().block()
                cell = table.cellAt(row, column)
                cell.setFormat(formats.table_cell(is_header=row == 0))
                # Qt gives the header no alignment of its own.
                aligned = parsed.cellAt(min(1, parsed.rows() - 1), column).firstCursorPosition()
                block = QTextBlockFormat(formats.cell)
                block.setAlignment(aligned.blockFormat().alignment())
                cursor = cell.firstCursorPosition()
                cursor.setBlockFormat(block)
                _inline(writer, cursor, source, formats.body)


def _inline(writer: Writer, cursor: QTextCursor, block: QTextBlock, base: QTextCharFormat) -> None:
    """Copy a parsed block's text with its emphasis, links and pictures."""
    iterator = block.begin()
    shown = ""
    while not iterator.atEnd():
        fragment = iterator.fragment()
        parsed = fragment.charFormat()
        if parsed.isImageFormat():
            # Qt repeats the picture for each emphasis within its description.
            source = parsed.toImageFormat().name()
            if source != shown:
                _image(writer, cursor, fragment, base)
            shown = source
        else:
            shown = ""
            cursor.insertText(fragment.text(), _characters(writer, parsed, base))
        iterator += 1


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


def _image(
    writer: Writer, cursor: QTextCursor, fragment: QTextFragment, base: QTextCharFormat
) -> None:
    parsed = fragment.charFormat().toImageFormat()
    source, alt = parsed.name(), parsed.stringProperty(QTextFormat.Property.ImageAltText)
    if source.startswith("data:image/"):
        width = writer.formats.style.column_width // 2
        parsed.setMaximumWidth(QTextLength(QTextLength.Type.FixedLength, width))
        cursor.insertImage(parsed)
    else:
        cursor.insertText(alt or source, writer.formats.link(base, source))
