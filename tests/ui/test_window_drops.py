"""While a tab is open, its window takes pictures wherever they are dropped, and only then."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.ui.image_drop import DroppedFile
from desktop_app.ui.window_drops import WindowDrops

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

PICTURE = Path("/pictures/a.png")
SOUND = Path("/sounds/a.wav")


@dataclass
class Screen:
    window: QStackedWidget
    text: QPlainTextEdit
    told: list[object] = field(default_factory=list)

    def drop_on(self, widget: QWidget, *paths: Path) -> bool:
        """Whether the widget or one above it took the drop."""
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        actions, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        enter = QDragEnterEvent(QPoint(5, 5), actions, mime, button, none)
        QApplication.sendEvent(widget, enter)
        if not enter.isAccepted():
            return False
        drop = QDropEvent(QPointF(5, 5), actions, mime, button, none)
        QApplication.sendEvent(widget, drop)
        return drop.isAccepted()


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    window, tab, other = QStackedWidget(), QWidget(), QWidget()
    qtbot.addWidget(window)
    text = QPlainTextEdit()
    QVBoxLayout(tab).addWidget(text)
    window.addWidget(other)
    window.addWidget(tab)
    screen = Screen(window, text)
    drops = WindowDrops(tab)
    drops.pictures_dropped.connect(screen.told.append)
    drops.files_dropped.connect(screen.told.append)
    window.show()
    return screen


def test_a_drop_on_the_window_or_on_a_text_field_adds_the_picture(screen: Screen) -> None:
    screen.window.setCurrentIndex(1)
    assert screen.drop_on(screen.window, PICTURE)
    assert screen.drop_on(screen.text.viewport(), PICTURE)
    assert screen.told == [[DroppedFile(PICTURE)]] * 2
    assert screen.text.toPlainText() == ""


def test_what_is_no_picture_is_told_apart(screen: Screen) -> None:
    screen.window.setCurrentIndex(1)
    screen.drop_on(screen.window, SOUND, PICTURE)
    assert screen.told == [[DroppedFile(PICTURE)], [SOUND]]


def test_while_another_tab_is_open_nothing_is_taken(screen: Screen) -> None:
    assert not screen.drop_on(screen.window, PICTURE)
    screen.window.setCurrentIndex(1)
    screen.window.setCurrentIndex(0)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not screen.drop_on(screen.window, PICTURE)
    assert screen.told == []


def test_coming_back_takes_a_drop_once(screen: Screen) -> None:
    for index in (1, 0, 1):
        screen.window.setCurrentIndex(index)
    assert screen.drop_on(screen.window, PICTURE)
    assert screen.told == [[DroppedFile(PICTURE)]]
