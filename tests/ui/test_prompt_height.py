"""The box for writing is as high as what is written, whatever the size of the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from desktop_app.core.settings import Theme
from desktop_app.ui.prompt_box import PromptBox
from desktop_app.ui.theme import ThemeManager

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeManager]:
    theme = ThemeManager(qapp, Theme.LIGHT)
    yield theme
    theme.resize_text(100)


@pytest.mark.parametrize("text_size", [80, 110, 150, 200])
def test_ten_lines_are_seen_without_scrolling(
    qtbot: QtBot, theme: ThemeManager, text_size: int
) -> None:
    theme.resize_text(text_size)
    box = PromptBox(("chat.prompt", "chat.send", "chat.stop"), "Ask", "Send")
    qtbot.addWidget(box)
    box.show()
    field = box.findChild(QPlainTextEdit, "chat.prompt")
    assert isinstance(field, QPlainTextEdit)
    bar = field.verticalScrollBar()
    for lines in range(1, 11):
        field.setPlainText("\n".join(["word"] * lines))
        qtbot.waitUntil(lambda: bar.maximum() == 0)
        assert field.height() < (lines + 1.5) * field.fontMetrics().lineSpacing()
    field.appendPlainText("one more")
    qtbot.waitUntil(lambda: bar.maximum() == 1)
