"""Applies light or dark to the whole application, as chosen or as the system is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette

from desktop_app.core.settings import Theme
from desktop_app.ui.theme.colours import DARK, LIGHT, Colours
from desktop_app.ui.theme.stylesheet import stylesheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# What fontconfig gives where no desktop environment has chosen a font.
_UNCHOSEN_FONTS = {"", "Sans", "Sans Serif", "DejaVu Sans"}
_PREFERRED_FONT = "Noto Sans"


class ThemeManager(QObject):
    """Holds the theme in force; `colours_changed` carries the new colours."""

    colours_changed = Signal(object)

    def __init__(self, app: QApplication, theme: Theme) -> None:
        super().__init__(app)
        self._app = app
        self._theme = theme
        # The palette of the system tells its scheme without loading Qt's whole enum namespace.
        self._system_is_dark = app.palette().window().color().lightness() < 128
        if app.font().family() in _UNCHOSEN_FONTS:
            font = QFont(_PREFERRED_FONT)
            font.setPointSizeF(10)
            app.setFont(font)
        self._colours = self._wanted()
        self._apply()

    def follow_system(self) -> None:
        """Change with the system from now on."""
        self._app.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    @property
    def theme(self) -> Theme:
        """The theme that was chosen, SYSTEM included."""
        return self._theme

    @property
    def colours(self) -> Colours:
        """The colours in force."""
        return self._colours

    def choose(self, theme: Theme) -> None:
        """Use `theme` from now on."""
        self._theme = theme
        self._change()

    def _on_system_changed(self) -> None:
        from PySide6.QtCore import Qt

        self._system_is_dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        self._change()

    def _change(self) -> None:
        colours = self._wanted()
        if colours is not self._colours:
            self._colours = colours
            self._apply()
            self.colours_changed.emit(colours)

    def _apply(self) -> None:
        # Replacing one sheet by another takes five times as long as clearing it first.
        self._app.setStyleSheet("")
        self._app.setPalette(_palette(self._colours))
        self._app.setStyleSheet(stylesheet(self._colours))

    def _wanted(self) -> Colours:
        if self._theme is Theme.SYSTEM:
            return DARK if self._system_is_dark else LIGHT
        return DARK if self._theme is Theme.DARK else LIGHT


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.sunken),
        (role.Text, colours.text),
        (role.Button, colours.surface),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.error),
        (role.ToolTipBase, colours.surface),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
        (role.Accent, colours.accent),
        (role.Mid, colours.border_strong),
    ):
        palette.setColor(which, QColor(colour))
    disabled = QPalette.ColorGroup.Disabled
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(disabled, which, QColor(colours.muted))
    return palette
