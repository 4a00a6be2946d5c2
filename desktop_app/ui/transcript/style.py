"""The look of a transcript: colours, sizes and spacing, in light and in dark."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from desktop_app.core.code_colouring import DARK_SYNTAX, LIGHT_SYNTAX


@dataclass(frozen=True, slots=True)
class TranscriptStyle:
    """Colours as `#rrggbb`, sizes in device-independent pixels. The defaults are light."""

    background: str = "#ffffff"
    text: str = "#1f2328"
    muted: str = "#656d76"
    accent: str = "#c2185b"
    bubble: str = "#f2f4f7"
    code_background: str = "#f6f8fa"
    inline_code: str = "#eceff3"
    border: str = "#d8dee4"
    error: str = "#c62828"
    link: str = "#0b62c4"
    selection: str = "#b6d6fb"
    syntax: dict[str, str] = field(default_factory=lambda: dict(LIGHT_SYNTAX))
    font_family: str = ""
    """Empty: the application's font."""
    code_family: str = ""
    """Empty: the platform's fixed-width font."""
    font_size: int = 15
    code_size: int = 13
    small_size: int = 12
    line_height: int = 160
    """Per cent of the type's size, at the least."""
    column_width: int = 760
    """The widest a line of text gets; a wider window centres the column."""
    unit: int = 4
    """The grid: every distance is a multiple of it."""
    is_compact: bool = False
    """One of several beside one another: no headings, no margins but the text's own."""

    def zoomed(self, factor: float) -> TranscriptStyle:
        """The same style with all its type and its column scaled by `factor`."""
        return replace(
            self,
            font_size=max(6, round(self.font_size * factor)),
            code_size=max(6, round(self.code_size * factor)),
            small_size=max(6, round(self.small_size * factor)),
            column_width=round(self.column_width * max(1.0, factor)),
        )


LIGHT = TranscriptStyle()
DARK = TranscriptStyle(
    background="#16181d",
    text="#e3e6ea",
    muted="#969ea9",
    accent="#ff6fae",
    bubble="#22262e",
    code_background="#1e2229",
    inline_code="#2b3039",
    border="#353b45",
    error="#ff8a80",
    link="#74b3ff",
    selection="#2f4f78",
    syntax=dict(DARK_SYNTAX),
)
