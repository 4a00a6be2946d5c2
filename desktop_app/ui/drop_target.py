"""Lets a widget take dropped pictures and files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from typing_extensions import override

from desktop_app.core.picture_formats import PICTURE_SUFFIXES
from desktop_app.ui.image_drop import (
    DroppedFile,
    DroppedSource,
    is_acceptable,
    sources_from_drop,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class DropTarget(QObject):
    """Watches a widget's drag events; text that is dragged is left to the widget.

    For a scroll area, hand over its viewport: that is where its drag events arrive.
    """

    pictures_dropped = Signal(list)  # of DroppedSource
    files_dropped = Signal(list)  # of Path: what by its name is no picture, such as sound
    drag_entered = Signal()
    drag_left = Signal()  # also when it ended by a drop

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DragLeave:
            self.drag_left.emit()
            return False
        if not isinstance(event, QDropEvent) or not is_acceptable(event.mimeData()):
            return False
        # File managers propose to move as well: the original must stay where it is.
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if event.type() == QEvent.Type.DragEnter:
            self.drag_entered.emit()
        elif event.type() == QEvent.Type.Drop:
            self.drag_left.emit()
            self._deliver(sources_from_drop(event.mimeData()))
        return True

    def _deliver(self, sources: list[DroppedSource]) -> None:
        pictures: list[DroppedSource] = []
        others: list[Path] = []
        for source in sources:
            if isinstance(source, DroppedFile) and not _may_be_picture(source.path):
                others.append(source.path)
            else:
                pictures.append(source)
        if pictures:
            self.pictures_dropped.emit(pictures)
        if others:
            self.files_dropped.emit(others)


def _may_be_picture(path: Path) -> bool:
    # By name alone: to open it could take long on a network drive. Names may lie or say nothing.
    return path.suffix.lower() in PICTURE_SUFFIXES or not path.suffix
