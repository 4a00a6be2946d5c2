"""A theme and a text size apply to the whole program, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from desktop_app.core.settings import Theme
from desktop_app.ui.theme import HIGH_CONTRAST, LIGHT, Colours, ThemeManager


@pytest.fixture
def manager(qapp: QApplication) -> Iterator[ThemeManager]:
    made = ThemeManager(qapp, Theme.LIGHT)
    yield made
    made.resize_text(100)
    made.choose(Theme.LIGHT)
    made.deleteLater()


def test_high_contrast_is_chosen_like_any_theme(manager: ThemeManager) -> None:
    seen: list[Colours] = []
    manager.colours_changed.connect(seen.append)
    manager.choose(Theme.HIGH_CONTRAST)
    assert manager.colours is HIGH_CONTRAST
    manager.choose(Theme.LIGHT)
    assert seen == [HIGH_CONTRAST, LIGHT]


def test_what_has_the_keyboard_gets_a_frame_of_three_pixels(
    manager: ThemeManager, qapp: QApplication
) -> None:
    assert "3px solid" not in qapp.styleSheet()
    manager.choose(Theme.HIGH_CONTRAST)
    assert f"3px solid {HIGH_CONTRAST.accent}" in qapp.styleSheet()


@pytest.mark.parametrize("size", [80, 150, 200])
def test_all_text_grows_with_the_chosen_size(
    manager: ThemeManager, qapp: QApplication, size: int
) -> None:
    plain, title = QLabel("Words"), QLabel("Words")
    title.setProperty("role", "title")
    before = qapp.font().pointSizeF()
    for label in (plain, title):
        label.ensurePolished()
    usual = [label.fontInfo().pointSizeF() for label in (plain, title)]
    manager.resize_text(size)
    assert qapp.font().pointSizeF() == pytest.approx(before * size / 100)
    now = [label.fontInfo().pointSizeF() for label in (plain, title)]
    for was, becomes in zip(usual, now, strict=True):
        assert becomes == pytest.approx(was * size / 100, rel=0.1)
    manager.resize_text(100)
    assert qapp.font().pointSizeF() == pytest.approx(before)


def test_a_system_that_wants_contrast_gets_it_unless_a_theme_is_chosen(
    manager: ThemeManager, monkeypatch: pytest.MonkeyPatch
) -> None:
    # No desktop environment is here to be told so: only what it would say is put in its place.
    monkeypatch.setattr("desktop_app.ui.theme.manager._wants_contrast", lambda _hints: True)
    manager.follow_system()
    assert manager.colours is LIGHT
    manager.choose(Theme.SYSTEM)
    assert manager.colours is HIGH_CONTRAST
