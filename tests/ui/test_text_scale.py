"""Panels follow the size of the text at once, not only at the next start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from desktop_app.core.settings import Theme
from desktop_app.ui.text_scale import follow_text_width
from desktop_app.ui.theme import ThemeManager

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_panel_within_a_window_grows_and_shrinks_with_the_text(
    qtbot: QtBot, qapp: QApplication
) -> None:
    theme = ThemeManager(qapp, Theme.LIGHT)
    window = QWidget()
    qtbot.addWidget(window)
    panel = QLabel("Words")
    QHBoxLayout(window).addWidget(panel)
    follow_text_width(panel, 200)
    window.show()
    usual = panel.width()
    theme.resize_text(200)
    assert panel.maximumWidth() > usual
    theme.resize_text(100)
    assert panel.maximumWidth() == usual
