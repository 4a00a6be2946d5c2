"""A widget takes pictures and files that are dragged onto it, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.ui.drop_target import DropTarget
from desktop_app.ui.image_drop import DroppedFile

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_COPY, _MOVE = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction
_LEFT, _NO_KEY = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def files(*paths: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


class _Dragger:
    """Sends a widget the events of a drag, as the window system does."""

    def __init__(self, widget: QWidget, data: QMimeData) -> None:
        self._widget, self._data = widget, data

    def enter(self) -> QDropEvent:
        return self._send(QDragEnterEvent(QPoint(5, 5), _COPY | _MOVE, self._data, _LEFT, _NO_KEY))

    def move(self) -> QDropEvent:
        return self._send(QDragMoveEvent(QPoint(6, 6), _COPY | _MOVE, self._data, _LEFT, _NO_KEY))

    def drop(self) -> QDropEvent:
        return self._send(QDropEvent(QPointF(6, 6), _COPY | _MOVE, self._data, _LEFT, _NO_KEY))

    def leave(self) -> None:
        QApplication.sendEvent(self._widget, QDragLeaveEvent())

    def _send(self, event: QDropEvent) -> QDropEvent:
        event.setDropAction(_MOVE)
        event.ignore()
        QApplication.sendEvent(self._widget, event)
        return event


@pytest.fixture
def widget(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_files_are_sorted_by_name_and_copied(widget: QWidget) -> None:
    target = DropTarget(widget)
    pictures: list[object] = []
    others: list[object] = []
    highlights: list[bool] = []
    target.pictures_dropped.connect(pictures.extend)
    target.files_dropped.connect(others.extend)
    target.drag_entered.connect(lambda: highlights.append(True))
    target.drag_left.connect(lambda: highlights.append(False))
    data = files("/a.PNG", "/b.wav", "/download", "/c.pdf")
    dragger = _Dragger(widget, data)
    for event in (dragger.enter(), dragger.move(), dragger.drop()):
        assert event.isAccepted()
        assert event.dropAction() == _COPY
    assert pictures == [DroppedFile(Path("/a.PNG")), DroppedFile(Path("/download"))]
    assert others == [Path("/b.wav"), Path("/c.pdf")]
    assert highlights == [True, False]


def test_a_drag_that_leaves_again_changes_nothing(widget: QWidget) -> None:
    target = DropTarget(widget)
    signals: list[str] = []
    target.drag_entered.connect(lambda: signals.append("entered"))
    target.drag_left.connect(lambda: signals.append("left"))
    target.pictures_dropped.connect(lambda _: signals.append("dropped"))
    dragger = _Dragger(widget, files("/a.png"))
    dragger.enter()
    dragger.leave()
    assert signals == ["entered", "left"]


def test_dragged_words_are_left_to_the_widget(widget: QWidget) -> None:
    DropTarget(widget)
    words = QMimeData()
    words.setText("words")
    assert not _Dragger(widget, words).enter().isAccepted()
