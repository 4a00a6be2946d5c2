"""A part that is hidden takes no room, not even the space around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget

from desktop_app.core.settings import Theme
from desktop_app.ui.column import Column
from desktop_app.ui.theme import ThemeManager

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_column_is_there_as_long_as_what_it_holds(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    hidden, shown = QLabel("Sometimes"), QLabel("Always")
    hidden.hide()
    for part in (hidden, shown):
        layout.addWidget(Column(part))
    window.show()
    without = window.sizeHint().height()
    assert shown.isVisible()
    hidden.show()
    assert hidden.isVisible()
    assert window.sizeHint().height() == without + hidden.sizeHint().height() + layout.spacing()
    hidden.hide()
    assert window.sizeHint().height() == without


def test_larger_text_has_a_wider_column(qtbot: QtBot, qapp: QApplication) -> None:
    theme = ThemeManager(qapp, Theme.LIGHT)
    content = QLabel("Words")
    column = Column(content)
    qtbot.addWidget(column)
    column.show()
    usual = content.maximumWidth()
    theme.resize_text(150)
    assert content.maximumWidth() == round(1.5 * usual)
    theme.resize_text(100)
    assert content.maximumWidth() == usual
