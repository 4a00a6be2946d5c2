"""Block and character formats, built once for a style."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextLength,
    QTextTableFormat,
)

from desktop_app.ui.transcript.properties import CELL, HIDDEN

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

    from desktop_app.ui.transcript.style import TranscriptStyle

_USER = int(QTextFormat.Property.UserProperty)
BUBBLE = _USER + 1
"""Block property: consecutive blocks with the same number share a user's bubble."""
CODE = _USER + 2
"""Block property: consecutive blocks with the same number are one code block."""
CODE_HEADER = _USER + 3
"""Block property: this block is the code block's first line and holds its language."""
RULE = _USER + 4
"""Block property: a thematic break is painted here."""
CHROME = _USER + 5
"""Block property: a label of the program; not copied with a selection."""
QUOTE = _USER + 6
"""Block property: how many quote bars stand to the left."""
CHIP = _USER + 20
"""Block property: a rounded edge is painted around the line."""
ROLE = _USER + 21
"""Block property: the heading of a message."""
ITEM = _USER + 23
"""Block property: this block is an item of a list."""
FOOT = _USER + 22
"""Block property: the last line of a message."""

WIDTH = 24
"""Pixels a level of list or quote moves to the right."""
PAD = 16
"""Pixels between a panel's edge and its text, left and right."""
BUBBLE_PAD = 12
"""Pixels between a bubble's edge and its text, above and below."""
CODE_PAD = 14
"""Pixels between a code panel's edge and its text, above and below."""
SIDE = 16
"""Pixels between the edge of the document and its text."""
CHIP_PAD = 10
"""Pixels between a chip's edge and its text, left and right."""

CELL_PAD = 8
"""Pixels between a cell's edge and its text."""


def _margins(top: int, bottom: int, left: int = 0, right: int = 0) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setTopMargin(top)
    block.setBottomMargin(bottom)
    block.setLeftMargin(left)
    block.setRightMargin(right)
    return block


class Formats:
    """The formats of one style. Distances in device-independent pixels."""

    def __init__(self, style: TranscriptStyle) -> None:
        self.style = style
        u = style.unit
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
        self._code_family = style.code_family or fixed
        self.paragraph = self._tall(_margins(0, 3 * u))
        self.item = self._tall(_margins(0, u))
        self.item.setProperty(ITEM, 1)
        self.formula = self._tall(_margins(u, 3 * u, WIDTH))
        self.role = _margins(7 * u, u)
        self.user_role = _margins(6 * u + BUBBLE_PAD, u)
        self.footer = _margins(u, 2 * u)
        self.footer.setProperty(FOOT, 1)
        self.label = _margins(u, 2 * u)
        self.rule = _margins(4 * u, 4 * u)
        self.rule.setProperty(RULE, 1)
        self.code_header = _margins(CODE_PAD + 3 * u, u, PAD, PAD)
        self.code_line = self._tall(_margins(0, 0, PAD, PAD), style.code_size)
        self.body = self._characters(style.text, style.font_size)
        self.muted = self._characters(style.muted, style.small_size)
        self.aside = self._characters(style.muted, style.font_size - 1)
        self.error = self._characters(style.error, style.small_size)
        self.code = self._characters(style.text, style.code_size)
        self._make_fixed(self.code)
        self.role_text = self._characters(style.text, style.small_size + 1)
        self.role_text.setFontWeight(QFont.Weight.DemiBold)
        if style.is_compact:
            self.role = _margins(0, 0)
            self.role.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
            self.role_text = self._characters(style.text, 1)
        self.quiet_role_text = QTextCharFormat(self.role_text)
        self.quiet_role_text.setForeground(QColor(style.muted))
        self.user_text = QTextCharFormat(self.role_text)
        self.user_text.setForeground(QColor(style.accent))

    def _tall(self, block: QTextBlockFormat, pixels: int = 0) -> QTextBlockFormat:
        # Not proportional: families differ by half in the spacing that they ask for.
        height = (pixels or self.style.font_size) * self.style.line_height / 100
        block.setLineHeight(round(height), QTextBlockFormat.LineHeightTypes.MinimumHeight.value)
        return block

    def _characters(self, color: str, pixels: int) -> QTextCharFormat:
        characters = QTextCharFormat()
        characters.setForeground(QColor(color))
        characters.setProperty(QTextFormat.Property.FontPixelSize, pixels)
        if self.style.font_family:
            characters.setFontFamilies([self.style.font_family])
        return characters

    def _make_fixed(self, characters: QTextCharFormat) -> None:
        characters.setFontFamilies([self._code_family])
        characters.setFontStyleHint(QFont.StyleHint.Monospace)
        characters.setFontFixedPitch(True)

    def bubble_end(self, *, is_code: bool) -> QTextBlockFormat:
        """What is merged into a bubble's last block, so that the next message keeps away."""
        end = QTextBlockFormat()
        pads = BUBBLE_PAD + (CODE_PAD if is_code else 0)
        end.setBottomMargin(pads + 6 * self.style.unit)
        return end

    def heading(self, level: int) -> tuple[QTextBlockFormat, QTextCharFormat]:
        """The formats of a heading, `level` from 1 to 6; all stay near the body's size."""
        u, size = self.style.unit, self.style.font_size
        block = _margins((6, 6, 5, 4, 4, 4)[level - 1] * u, (3, 2, 2, 1, 1, 1)[level - 1] * u)
        block.setHeadingLevel(level)
        scale = (1.45, 1.25, 1.1, 1.0, 1.0, 0.93)[level - 1]
        color = self.style.muted if level == 6 else self.style.text
        characters = self._characters(color, round(size * scale))
        characters.setFontWeight(QFont.Weight.DemiBold)
        return block, characters

    def link(self, base: QTextCharFormat, target: str, color: str = "") -> QTextCharFormat:
        """`base` as a link to `target`."""
        link = QTextCharFormat(base)
        link.setAnchor(True)
        link.setAnchorHref(target)
        link.setForeground(QColor(color or self.style.link))
        return link

    def inline_code(self, base: QTextCharFormat) -> QTextCharFormat:
        """`base` as code within a sentence."""
        code = QTextCharFormat(base)
        self._make_fixed(code)
        size = base.intProperty(QTextFormat.Property.FontPixelSize)
        code.setProperty(QTextFormat.Property.FontPixelSize, max(6, size - 2))
        code.setBackground(QColor(self.style.inline_code))
        return code

    def hidden(self, base: QTextCharFormat) -> QTextCharFormat:
        """Text that takes no room and cannot be seen, in place of `base`."""
        hidden = QTextCharFormat(base)
        hidden.setProperty(HIDDEN, 1)
        hidden.setProperty(QTextFormat.Property.FontPixelSize, 1)
        hidden.setFontLetterSpacingType(QFont.SpacingType.PercentageSpacing)
        hidden.setFontLetterSpacing(1)
        hidden.setForeground(QColor(0, 0, 0, 0))
        return hidden

    def table(self) -> QTextTableFormat:
        """A table with room in its cells; its lines are painted by `grid`."""
        u = self.style.unit
        table = QTextTableFormat()
        table.setBorderCollapse(False)
        table.setBorder(0)
        table.setCellPadding(CELL_PAD)
        table.setCellSpacing(0)
        table.setTopMargin(3 * u)
        table.setBottomMargin(4 * u)
        table.setHeaderRowCount(1)
        table.setWidth(QTextLength())
        return table

    def cell(self, column: int, alignment: Qt.AlignmentFlag) -> QTextBlockFormat:
        """The block within a cell of a table; `column` from 0."""
        block = self._tall(QTextBlockFormat(), round(self.style.font_size * 0.85))
        block.setAlignment(alignment)
        block.setProperty(CELL, column + 1)
        return block

    @lru_cache(maxsize=64)  # noqa: B019 - lives as long as the style that it belongs to
    def syntax(self, name: str) -> QTextCharFormat:
        """The colour of a kind of token, see `TranscriptStyle.syntax`."""
        characters = QTextCharFormat()
        characters.setForeground(QColor(self.style.syntax.get(name, self.style.text)))
        if name == "comment":
            characters.setFontItalic(True)
        return characters
