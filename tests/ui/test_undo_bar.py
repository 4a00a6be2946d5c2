"""What was done can be taken back for a while."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop_app.ui import undo_bar
from desktop_app.ui.undo_bar import UndoBar

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def bar(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[UndoBar]:
    monkeypatch.setattr(undo_bar, "_SHOWN", 50)
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    writing = QLineEdit()
    bar = UndoBar("chat")
    layout.addWidget(writing)
    layout.addWidget(bar)
    window.setGeometry(0, 0, 400, 200)
    QCursor.setPos(700, 700)
    window.show()
    writing.setFocus()
    yield bar
    window.close()


def undo_button(bar: UndoBar) -> QPushButton:
    button = bar.findChild(QPushButton, "chat.undo")
    assert button is not None
    return button


def test_it_says_what_was_done_and_takes_it_back_by_key(bar: UndoBar) -> None:
    undone: list[str] = []
    bar.offer("The conversation was moved to the bin.", lambda: undone.append("back"))
    label = bar.findChild(QLabel, "chat.undo_text")
    assert label is not None
    assert label.text() == "The conversation was moved to the bin."
    bar.activateWindow()
    undo_button(bar).setFocus()
    QTest.keyClick(undo_button(bar), Qt.Key.Key_Space)
    assert undone == ["back"]
    assert not bar.isVisible()


def test_it_goes_away_by_itself(bar: UndoBar, qtbot: QtBot) -> None:
    bar.offer("Done", lambda: None)
    assert bar.isVisible()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_it_stays_while_somebody_is_about_to_press_it(bar: UndoBar, qtbot: QtBot) -> None:
    bar.offer("Done", lambda: None)
    bar.activateWindow()
    undo_button(bar).setFocus()
    qtbot.wait(120)
    assert bar.isVisible()
    undo_button(bar).clearFocus()
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_it_can_be_closed_without_taking_anything_back(bar: UndoBar) -> None:
    undone: list[str] = []
    bar.offer("Done", lambda: undone.append("back"))
    close = bar.findChild(QToolButton, "chat.dismiss_undo")
    assert close is not None
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    assert undone == []


def test_the_last_offer_counts(bar: UndoBar) -> None:
    undone: list[str] = []
    bar.offer("One", lambda: undone.append("one"))
    bar.offer("Two", lambda: undone.append("two"))
    QTest.mouseClick(undo_button(bar), Qt.MouseButton.LeftButton)
    assert undone == ["two"]


def test_what_is_undone_may_offer_something_else(bar: UndoBar) -> None:
    bar.offer("One", lambda: bar.offer("Two", lambda: None))
    QTest.mouseClick(undo_button(bar), Qt.MouseButton.LeftButton)
    assert bar.isVisible()
