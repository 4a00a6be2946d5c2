"""A style's colours for the widget around the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from desktop_app.ui.transcript.style import TranscriptStyle


def palette_of(style: TranscriptStyle, palette: QPalette) -> QPalette:
    """`palette` with the colours of `style`."""
    palette = QPalette(palette)
    for role, color in (
        (QPalette.ColorRole.Base, style.background),
        (QPalette.ColorRole.Window, style.background),
        (QPalette.ColorRole.Text, style.text),
        (QPalette.ColorRole.Highlight, style.selection),
        (QPalette.ColorRole.HighlightedText, style.text),
        (QPalette.ColorRole.Link, style.link),
    ):
        palette.setColor(role, QColor(color))
    return palette
