"""What is pressed while a question is written, and is no part of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.ui import prompt_box
from desktop_app.ui.prompt_box import PromptBox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(("meant", "written"), [(ALT, "a "), (None, "a sS")])
def test_the_keys_of_a_button_that_is_not_there_write_nothing_except_on_a_mac(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, meant: Qt.KeyboardModifier | None, written: str
) -> None:
    monkeypatch.setattr(prompt_box, "_FOR_BUTTONS", meant)
    box = PromptBox(("chat.prompt", "chat.send", "chat.stop"), "Ask", "Send")
    qtbot.addWidget(box)
    QTest.keyClicks(box.field, "a ")
    QTest.keyClicks(box.field, "s", ALT)
    QTest.keyClicks(box.field, "S", ALT | SHIFT)
    assert box.text() == written
