"""Writes the marks of list items: bullets, numbers, boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextListFormat

from desktop_app.ui.transcript.formats import WIDTH

if TYPE_CHECKING:
    from PySide6.QtGui import QTextCharFormat

    from desktop_app.ui.transcript.writer import Writer

_BULLETS = (
    QTextListFormat.Style.ListDisc,
    QTextListFormat.Style.ListCircle,
    QTextListFormat.Style.ListSquare,
)
_CHECKED = {
    QTextBlockFormat.MarkerType.Checked: "☑ ",
    QTextBlockFormat.MarkerType.Unchecked: "☐ ",
}


def start_item(
    writer: Writer, block: QTextBlock, level: int, quotes: int, base: QTextCharFormat
) -> None:
    """Start the item that was parsed as `block`, inside `level` others; its text follows."""
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
