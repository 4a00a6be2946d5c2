"""Ctrl+F finds in a conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QToolButton, QWidget

from desktop_app.core.settings import Theme
from desktop_app.ui.conversation_pane import ConversationPane, PaneNames
from desktop_app.ui.theme import ThemeManager
from tests.ui.transcript.reading import conversation

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def pane(qtbot: QtBot, qapp: QApplication) -> ConversationPane:
    names = PaneNames("chat", "chat.transcript", "chat.prompt", "chat.send")
    theme = ThemeManager(qapp, Theme.LIGHT)
    pane = ConversationPane(names, theme, placeholder="Ask", send_text="Send")
    qtbot.addWidget(pane)
    pane.resize(900, 700)
    pane.show()
    qtbot.waitExposed(pane)
    pane.activateWindow()
    pane.prompt.field.setFocus()
    pane.transcript.show_messages(conversation(40))
    return pane


def field(pane: ConversationPane) -> QLineEdit:
    found = pane.findChild(QLineEdit, "chat.find")
    assert found is not None
    return found


def count(pane: ConversationPane) -> str:
    pane.transcript.finder.complete()
    found = pane.findChild(QLabel, "chat.find_count")
    assert found is not None
    return found.text()


def press(widget: QWidget, name: str) -> None:
    button = widget.findChild(QToolButton, name)
    assert button is not None
    assert button.accessibleName()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def open_with(pane: ConversationPane, text: str) -> None:
    QTest.keyClick(pane.prompt.field, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field(pane), text)


def test_ctrl_f_opens_it_and_typing_finds(pane: ConversationPane) -> None:
    assert not field(pane).isVisible()
    open_with(pane, "number 3")
    assert field(pane).hasFocus()
    assert count(pane).endswith(" of 11")


def test_enter_goes_on_and_shift_enter_goes_back(pane: ConversationPane) -> None:
    open_with(pane, "number 3")
    first = count(pane)
    QTest.keyClick(field(pane), Qt.Key.Key_Return)
    assert count(pane) != first
    QTest.keyClick(field(pane), Qt.Key.Key_Return, _SHIFT)
    assert count(pane) == first


def test_f3_goes_on_from_anywhere_in_the_tab(pane: ConversationPane) -> None:
    open_with(pane, "number 3")
    first = count(pane)
    pane.prompt.field.setFocus()
    QTest.keyClick(pane.prompt.field, Qt.Key.Key_F3)
    assert count(pane) != first
    QTest.keyClick(pane.prompt.field, Qt.Key.Key_F3, _SHIFT)
    assert count(pane) == first


def test_its_buttons_do_the_same(pane: ConversationPane) -> None:
    open_with(pane, "number 3")
    first = count(pane)
    press(pane, "chat.find_next")
    assert count(pane) != first
    press(pane, "chat.find_previous")
    assert count(pane) == first
    press(pane, "chat.find_close")
    assert not field(pane).isVisible()


def test_esc_closes_it_alone_and_gives_the_keyboard_back(
    pane: ConversationPane, qtbot: QtBot
) -> None:
    open_with(pane, "number 37")
    count(pane)
    with qtbot.assertNotEmitted(pane.prompt.stop_requested):
        QTest.keyClick(field(pane), Qt.Key.Key_Escape)
    assert not field(pane).isVisible()
    assert pane.prompt.field.hasFocus()
    assert pane.transcript.extraSelections() == []
    assert pane.transcript.textCursor().selectedText() == "number 37"
    with qtbot.waitSignal(pane.prompt.stop_requested):
        QTest.keyClick(pane.prompt.field, Qt.Key.Key_Escape)


def test_it_opens_again_with_what_was_looked_for(pane: ConversationPane) -> None:
    open_with(pane, "number 3")
    first = count(pane)
    QTest.keyClick(field(pane), Qt.Key.Key_Escape)
    QTest.keyClick(pane.prompt.field, Qt.Key.Key_F3)
    assert field(pane).selectedText() == "number 3"
    assert count(pane) == first


def test_nothing_found_is_said(pane: ConversationPane) -> None:
    open_with(pane, "no such words")
    assert count(pane) == "Not found"
    button = pane.findChild(QToolButton, "chat.find_next")
    assert button is not None
    assert not button.isEnabled()
    field(pane).clear()
    assert count(pane) == ""
