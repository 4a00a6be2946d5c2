"""The colours of the themes, each named by what it is for. One accent colour."""

from __future__ import annotations

from typing import NamedTuple


class Colours(NamedTuple):
    """Colours as #rrggbb; text on `surface` and `window` reaches a contrast of 4.5 to 1.

    Those of HIGH_CONTRAST reach 7 to 1, and so do its edges, by which fields and buttons are seen.
    """

    is_dark: bool
    window: str  # behind everything
    surface: str  # cards, fields, the transcript
    sunken: str  # hovered rows, code, the person's own messages
    border: str
    border_strong: str  # edges of fields
    text: str
    muted: str
    accent: str
    accent_hover: str
    accent_soft: str  # selection behind text
    on_accent: str
    error: str
    error_soft: str
    warning: str
    success: str
    written: str  # a text that a model has written on from a person's


# Laid over `surface` in part, so it serves both themes: a token that the model found unlikely.
UNLIKELY = "#f09600"

LIGHT = Colours(
    is_dark=False,
    window="#f5f6f8",
    surface="#ffffff",
    sunken="#eef0f4",
    border="#e1e4ea",
    border_strong="#c9ced8",
    text="#1a1d23",
    muted="#5d6675",
    accent="#d6006e",
    accent_hover="#b8005e",
    accent_soft="#fbe3ef",
    on_accent="#ffffff",
    error="#b3261e",
    error_soft="#fcebea",
    warning="#8a5a00",
    success="#1b7a43",
    written="#1f4a94",
)

DARK = Colours(
    is_dark=True,
    window="#15171c",
    surface="#1c1f26",
    sunken="#272b34",
    border="#2c313b",
    border_strong="#424957",
    text="#e7eaf0",
    muted="#9aa4b5",
    accent="#e9348f",
    accent_hover="#f25aa6",
    accent_soft="#4a1f36",
    on_accent="#16040d",
    error="#ff8a80",
    error_soft="#3a2123",
    warning="#e5b454",
    success="#5cc98a",
    written="#b4d0ff",
)

HIGH_CONTRAST = Colours(
    is_dark=True,
    window="#000000",
    surface="#000000",
    sunken="#1f1f1f",
    border="#b8b8b8",
    border_strong="#ffffff",
    text="#ffffff",
    muted="#e0e0e0",
    accent="#ffd60a",
    accent_hover="#ffe566",
    accent_soft="#3d3300",
    on_accent="#000000",
    error="#ffaaa2",
    error_soft="#2b0000",
    warning="#ffc966",
    success="#7dff9e",
    written="#a8d0ff",
)
