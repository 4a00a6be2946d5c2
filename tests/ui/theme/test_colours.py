"""Text, marks and edges are told from what is behind them, in every theme."""

from __future__ import annotations

import math

import pytest
from PySide6.QtGui import QColor

from desktop_app.ui.theme import DARK, HIGH_CONTRAST, LIGHT, Colours
from desktop_app.ui.transcript_style import transcript_style

_TEXT = 4.5  # WCAG 2.2, 1.4.3 (AA)
_MARK = 3.0  # 1.4.11
_ENHANCED = 7.0  # 1.4.6 (AAA)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else math.pow((value + 0.055) / 1.055, 2.4)


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    shade = QColor(colour)
    red, green, blue = map(_linear, (shade.redF(), shade.greenF(), shade.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=[LIGHT, DARK, HIGH_CONTRAST], ids=["light", "dark", "high contrast"])
def colours(request: pytest.FixtureRequest) -> Colours:
    assert isinstance(request.param, Colours)
    return request.param


def text_limit(colours: Colours) -> float:
    return _ENHANCED if colours is HIGH_CONTRAST else _TEXT


def test_text_can_be_read(colours: Colours) -> None:
    behind = (colours.window, colours.surface, colours.sunken)
    pairs = [
        (text, back)
        for text in (colours.text, colours.muted, colours.error, colours.warning, colours.success)
        for back in behind[:2]
    ]
    pairs += [(colours.text, back) for back in (*behind, colours.accent_soft, colours.error_soft)]
    pairs += [(colours.on_accent, colours.accent), (colours.on_accent, colours.accent_hover)]
    pairs += [(colours.written, colours.surface)]
    weak = {pair: round(contrast(*pair), 2) for pair in pairs}
    assert not {pair: ratio for pair, ratio in weak.items() if ratio < text_limit(colours)}


def test_the_frame_around_what_has_the_keyboard_is_seen(colours: Colours) -> None:
    limit = _ENHANCED if colours is HIGH_CONTRAST else _MARK
    for behind in (colours.window, colours.surface):
        assert contrast(colours.accent, behind) >= limit


def test_the_edges_of_fields_are_seen_in_high_contrast() -> None:
    assert contrast(HIGH_CONTRAST.border_strong, HIGH_CONTRAST.surface) >= _ENHANCED
    assert contrast(HIGH_CONTRAST.border, HIGH_CONTRAST.surface) >= _ENHANCED


def test_a_transcript_can_be_read(colours: Colours) -> None:
    style = transcript_style(colours)
    for text in (style.text, style.muted, style.error, style.link):
        assert contrast(text, style.background) >= min(text_limit(colours), _TEXT)
    for name, colour in style.syntax.items():
        assert contrast(colour, style.code_background) >= _TEXT, name
