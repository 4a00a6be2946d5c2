"""Applies a theme and a text size to the whole application, as chosen or as the system is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QPalette

from desktop_app.core.settings import Theme
from desktop_app.ui.theme.colours import DARK, HIGH_CONTRAST, LIGHT, Colours
from desktop_app.ui.theme.stylesheet import stylesheet

if TYPE_CHECKING:
    from PySide6.QtGui import QAccessibilityHints, QStyleHints
    from PySide6.QtWidgets import QApplication

# What fontconfig gives where no desktop environment has chosen a font.
_UNCHOSEN_FONTS = {"", "Sans", "Sans Serif", "DejaVu Sans"}
_PREFERRED_FONT = "Noto Sans"
_USUAL_FONT = "usual_font"  # the property of the application
_PREFERRED_SIZE = 10.0  # points


class ThemeManager(QObject):
    """Holds the theme in force; `colours_changed` carries its colours, also for another size."""

    colours_changed = Signal(object)

    def __init__(self, app: QApplication, theme: Theme, text_size: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._theme = theme
        # The palette of the system tells its scheme without loading Qt's whole enum namespace.
        self._system_is_dark = app.palette().window().color().lightness() < 128
        self._system_wants_contrast = False  # asked for after the first paint
        self._font = _usual_font(app)
        self._text_size = text_size
        self._colours = self._wanted()
        self._apply()

    def follow_system(self) -> None:
        """Change with the system from now on."""
        hints = self._app.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_changed)
        contrast = _accessibility_of(hints)
        if contrast is not None:
            contrast.contrastPreferenceChanged.connect(self._on_system_changed)
            self._system_wants_contrast = _wants_contrast(contrast)
            self._change()

    @property
    def theme(self) -> Theme:
        """The theme that was chosen, SYSTEM included."""
        return self._theme

    @property
    def colours(self) -> Colours:
        """The colours in force."""
        return self._colours

    @property
    def text_size(self) -> int:
        """How large the text is, in per cent."""
        return self._text_size

    @property
    def scale(self) -> float:
        """How many times as large as usual the text is."""
        return self._text_size / 100

    def choose(self, theme: Theme) -> None:
        """Use `theme` from now on."""
        self._theme = theme
        self._change()

    def resize_text(self, text_size: int) -> None:
        """Make all text as large as so many per cent of the usual."""
        if text_size != self._text_size:
            self._text_size = text_size
            self._apply()
            self.colours_changed.emit(self._colours)

    def _on_system_changed(self) -> None:
        from PySide6.QtCore import Qt

        hints = self._app.styleHints()
        self._system_is_dark = hints.colorScheme() is Qt.ColorScheme.Dark
        contrast = _accessibility_of(hints)
        self._system_wants_contrast = contrast is not None and _wants_contrast(contrast)
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
        font = QFont(self._font)
        font.setPointSizeF(self._font.pointSizeF() * self.scale)
        if font != self._app.font():
            self._app.setFont(font)
        self._app.setPalette(_palette(self._colours))
        self._app.setStyleSheet(stylesheet(self._colours, self.scale))

    def _wanted(self) -> Colours:
        if self._theme is Theme.HIGH_CONTRAST:
            return HIGH_CONTRAST
        if self._theme is Theme.SYSTEM:
            if self._system_wants_contrast:
                return HIGH_CONTRAST
            return DARK if self._system_is_dark else LIGHT
        return DARK if self._theme is Theme.DARK else LIGHT


def _usual_font(app: QApplication) -> QFont:
    """The font of text that is neither larger nor smaller; the application keeps it."""
    known = app.property(_USUAL_FONT)
    if isinstance(known, QFont):
        return known
    font = QFont(app.font())
    if font.family() in _UNCHOSEN_FONTS:
        font = QFont(_PREFERRED_FONT)
        font.setPointSizeF(_PREFERRED_SIZE)
    app.setProperty(_USUAL_FONT, font)
    return font


def _accessibility_of(hints: QStyleHints) -> QAccessibilityHints | None:
    """What the system tells of its accessibility; Qt passes it on from 6.10."""
    return hints.accessibility() if hasattr(hints, "accessibility") else None


def _wants_contrast(hints: QAccessibilityHints) -> bool:
    from PySide6.QtCore import Qt

    return hints.contrastPreference() is Qt.ContrastPreference.HighContrast


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
