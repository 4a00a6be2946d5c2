"""Spoken words fit between the written ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QTextCursor

from desktop_app.ui.duration import clock
from desktop_app.ui.prompt_box import PromptBox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(
    ("written", "result"),
    [
        ("|", "hello"),
        ("Say|", "Say hello"),
        ("Say |", "Say hello"),
        ("|world", "hello world"),
        ("Say|world", "Say hello world"),
        ("(|)", "(hello)"),
        ("„|", "„hello"),
        ("One line\n|", "One line\nhello"),
        ("Say|, please", "Say hello, please"),
        ("😀|", "😀 hello"),
    ],
)
def test_a_space_is_added_where_one_is_missing(qtbot: QtBot, written: str, result: str) -> None:
    box = PromptBox(("t.prompt", "t.send", "t.stop"), "Write", "Send")
    qtbot.addWidget(box)
    before, _, after = written.partition("|")
    box.set_text(before + after)
    cursor = box.field.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.Start)
    cursor.setPosition(len(before.encode("utf-16-le")) // 2)
    box.field.setTextCursor(cursor)
    box.insert_words("hello")
    assert box.text() == result


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.0, "0:00"), (7.9, "0:07"), (60.0, "1:00"), (754.2, "12:34"), (3723.0, "1:02:03")],
)
def test_a_length_reads_as_on_a_clock(seconds: float, said: str) -> None:
    assert clock(seconds) == said
