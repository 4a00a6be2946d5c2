"""The transcript in the colours of the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.core.code_colouring import DARK_SYNTAX, LIGHT_SYNTAX
from desktop_app.ui.transcript.style import TranscriptStyle

if TYPE_CHECKING:
    from desktop_app.ui.theme import Colours


def transcript_style(colours: Colours, scale: float = 1.0) -> TranscriptStyle:
    """How a transcript looks in `colours`, its type `scale` times as large."""
    style = TranscriptStyle(
        background=colours.window,
        text=colours.text,
        muted=colours.muted,
        accent=colours.accent,
        bubble=colours.sunken,
        code_background=colours.surface,
        inline_code=colours.sunken,
        border=colours.border,
        error=colours.error,
        link=colours.accent,
        selection=colours.accent_soft,
        syntax=dict(DARK_SYNTAX if colours.is_dark else LIGHT_SYNTAX),
    )
    return style.zoomed(scale)
