"""The look of the program: colours, style sheet, text size, the switch between themes."""

from __future__ import annotations

from desktop_app.ui.theme.colours import DARK, HIGH_CONTRAST, LIGHT, Colours
from desktop_app.ui.theme.manager import ThemeManager

__all__ = ["DARK", "HIGH_CONTRAST", "LIGHT", "Colours", "ThemeManager"]
