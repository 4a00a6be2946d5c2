"""The look of the program: colours, style sheet and the switch between light and dark."""

from __future__ import annotations

from desktop_app.ui.theme.colours import DARK, LIGHT, Colours
from desktop_app.ui.theme.manager import ThemeManager

__all__ = ["DARK", "LIGHT", "Colours", "ThemeManager"]
