"""How a conversation looks on paper: light whatever the theme, in the size of a book."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF
from typing_extensions import override

from desktop_app.ui.transcript import LIGHT
from desktop_app.ui.transcript.formats import Formats

if TYPE_CHECKING:
    from PySide6.QtGui import QTextTableFormat

DOTS_PER_INCH = 96
"""Of the pixels in which everything is laid out, whatever the device has."""
MARGINS = QMarginsF(15, 16, 15, 14)
"""Millimetres; panels reach to them, text stands 4 mm further in."""
STYLE = replace(
    LIGHT,
    text="#16181d",
    muted="#5a626c",
    accent="#16181d",
    bubble="#f1f3f6",
    code_background="#f8f9fb",
    font_size=13,
    code_size=11,
    small_size=11,
    line_height=145,
    unit=3,
)
TITLE_SIZE = 22
FOOT_SIZE = 10
FOOT_HEIGHT = 36
"""Pixels at the foot of a page in which its number stands."""
CELL_PAD = 5
"""Pixels around the text in a table."""
PICTURE_WIDTH = 440
PICTURE_HEIGHT = 330
PICTURE_PIXELS = 1000
"""The longest side to which a picture is decoded: 220 dots an inch at that width."""


class PaperFormats(Formats):
    """The transcript's formats where paper differs from a window."""

    @override
    def table(self) -> QTextTableFormat:
        table = super().table()
        table.setBorder(0)  # its lines are drawn by `tables`
        table.setCellPadding(CELL_PAD)
        return table
