"""Who works by the keyboard alone sees where they are, and comes everywhere and away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ui.transcript import Transcript
from desktop_app.ui.transcript.focus_ring import FocusRing
from tests.ui.transcript.reading import ALL_ACTIONS, answer, conversation, question
from tests.ui.transcript.test_reading import is_at_end, to_end_button

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Form(QWidget):
    """A transcript with a field above and below it."""

    def __init__(self) -> None:
        super().__init__()
        self.above, self.transcript, self.below = QLineEdit(), Transcript(), QLineEdit()
        layout = QVBoxLayout(self)
        for part in (self.above, self.transcript, self.below):
            layout.addWidget(part)
        self.resize(900, 600)

    def press(self, key: Qt.Key) -> QWidget:
        """Press a key where the keyboard is; where it is then."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        focused = QApplication.focusWidget()
        assert focused is not None
        return focused


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    return form


def test_going_back_begins_with_the_last_link_in_view(form: Form) -> None:
    form.transcript.show_messages([question("Why?"), answer("So.", actions=ALL_ACTIONS)])
    form.below.setFocus()
    assert form.press(Qt.Key.Key_Backtab) is form.transcript
    seen = []
    for _ in range(2):
        form.press(Qt.Key.Key_Backtab)
        seen.append(form.transcript.textCursor().selectedText())
    assert seen == ["Delete", "Retry"]


def test_the_round_button_is_one_stop_and_enter_presses_it(form: Form) -> None:
    form.transcript.show_messages(conversation(30))
    form.transcript.plain_text()
    button = to_end_button(form.transcript)
    form.transcript.verticalScrollBar().setValue(300)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert form.press(Qt.Key.Key_Tab) is form.below
    assert form.press(Qt.Key.Key_Backtab) is button
    assert form.press(Qt.Key.Key_Return) is form.below
    assert is_at_end(form.transcript)


def test_an_edge_shows_that_tab_has_led_into_the_text(form: Form) -> None:
    form.transcript.show_messages(conversation(3))
    ring = form.transcript.findChild(FocusRing)
    assert isinstance(ring, FocusRing)
    form.above.setFocus()
    before = form.transcript.grab().toImage()
    form.press(Qt.Key.Key_Tab)
    assert ring.isVisible()
    assert ring.size() == form.transcript.size()
    assert form.transcript.grab().toImage() != before
    form.below.setFocus()
    assert not ring.isVisible()
    QTest.mouseClick(form.transcript.viewport(), Qt.MouseButton.LeftButton)
    assert form.transcript.hasFocus()
    assert not ring.isVisible()
