"""A list whose rows have two lines: a title, and quiet words with marks in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QWidget
from typing_extensions import override

from desktop_app.tabs.chat.sidebar.detail_row import Detail, DetailDelegate, DetailItem

if TYPE_CHECKING:
    from desktop_app.ui.theme import ThemeManager

Index = QModelIndex | QPersistentModelIndex


class DetailList(QListView):
    """Enter or a click chooses a row."""

    chosen = Signal(object)  # the row's subject
    more_requested = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "strip")
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(DetailDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(self.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._choose)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def show_details(self, details: Iterable[Detail]) -> None:
        """Show these rows instead of those before."""
        self._model.clear()
        self.append_details(details)

    def append_details(self, details: Iterable[Detail]) -> None:
        """Show these rows below the others."""
        rows: list[QStandardItem] = [DetailItem(detail) for detail in details]
        if rows:
            self._model.invisibleRootItem().appendRows(rows)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._model.rowCount()

    @property
    def row(self) -> int:
        """The current row, or -1."""
        return self.currentIndex().row()

    def set_row(self, row: int) -> None:
        """Make a row the current one, or the last where there are fewer; -1 changes nothing."""
        if row >= 0:
            self.setCurrentIndex(self._model.index(min(row, self.count - 1), 0))

    @property
    def subject(self) -> object | None:
        """What the current row is for."""
        return self._subject_at(self.currentIndex())

    def choose_current(self) -> None:
        """Choose the current row, or else the first."""
        self.set_row(max(self.row, 0))
        self._choose(self.currentIndex())

    def enter(self) -> None:
        """Take the keyboard, with a row to begin at."""
        self.set_row(max(self.row, 0))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: Index) -> None:
        subject = self._subject_at(index)
        if subject is not None:
            self.chosen.emit(subject)

    def _subject_at(self, index: Index) -> object | None:
        item = self._model.itemFromIndex(index)
        return item.detail.subject if isinstance(item, DetailItem) else None

    def _on_scrolled(self, value: int) -> None:
        bar = self.verticalScrollBar()
        if value > bar.maximum() - bar.pageStep():
            self.more_requested.emit()
