"""Takes what is dropped anywhere on the window while a tab is shown."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop_app.ui.drop_target import DropTarget


class WindowDrops(QObject):
    """Watches a tab: between its being shown and hidden, its window takes drops for it."""

    pictures_dropped = Signal(list)  # of DroppedSource
    files_dropped = Signal(list)  # of Path: what by its name is no picture, such as sound
    drag_entered = Signal()
    drag_left = Signal()  # also when it ended by a drop

    def __init__(self, tab: QWidget) -> None:
        super().__init__(tab)
        self._tab = tab
        self._targets: list[DropTarget] = []
        tab.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._begin()
        elif event.type() == QEvent.Type.Hide and not event.spontaneous():
            self._end()
        return False

    def _begin(self) -> None:
        if self._targets:
            return
        # A text field would take the drop for itself and insert the file's address.
        fields = [child for child in self._tab.findChildren(QWidget) if child.acceptDrops()]
        self._targets = [DropTarget(widget) for widget in (self._tab.window(), *fields)]
        for target in self._targets:
            target.pictures_dropped.connect(self.pictures_dropped)
            target.files_dropped.connect(self.files_dropped)
            target.drag_entered.connect(self.drag_entered)
            target.drag_left.connect(self.drag_left)

    def _end(self) -> None:
        if self._targets:
            self._tab.window().setAcceptDrops(False)
        for target in self._targets:
            target.deleteLater()
        self._targets = []
