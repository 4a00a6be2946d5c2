"""The list of all keys, by where they work."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import label, named

KeyLine = tuple[str, str]  # what is done, and its keys
_SIZE = QSize(640, 560)


class ShortcutsDialog(QDialog):
    """`shortcuts.list`: a heading for each place, below it what its keys do."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        named(self, "main.shortcuts", self.tr("Keyboard shortcuts"))
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(_SIZE)
        self._field = named(QLineEdit(), "shortcuts.search", self.tr("Search shortcuts"))
        self._field.setPlaceholderText(self.tr("Search by words or keys"))
        self._field.setToolTip(self.tr("Leaves the lines that hold all these words"))
        self._field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._field.textChanged.connect(self._filter)
        self._list = named(QTreeWidget(), "shortcuts.list", self.tr("Keyboard shortcuts"))
        self._list.setHeaderLabels([self.tr("Action"), self.tr("Keys")])
        self._list.setSelectionMode(QTreeWidget.SelectionMode.SingleSelection)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._list.header().setStretchLastSection(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._field)
        column.addWidget(self._list, 1)
        column.addWidget(label(self.tr("Tab goes through everything else; Esc closes."), "muted"))

    def add_place(self, title: str, lines: Sequence[KeyLine]) -> None:
        """List the keys that work there."""
        heading = QTreeWidgetItem([title])
        font = heading.font(0)
        font.setBold(True)
        heading.setFont(0, font)
        for line in lines:
            heading.addChild(QTreeWidgetItem(line))
        self._list.addTopLevelItem(heading)
        heading.setExpanded(True)
        self._filter(self._field.text())

    def _filter(self, typed: str) -> None:
        words = typed.casefold().split()
        for place in range(self._list.topLevelItemCount()):
            heading = self._list.topLevelItem(place)
            assert heading is not None
            any_left = False
            lines = (heading.child(row) for row in range(heading.childCount()))
            for line in filter(None, lines):
                text = f"{line.text(0)} {line.text(1)}".casefold()
                is_left = all(word in text for word in words)
                line.setHidden(not is_left)
                any_left = any_left or is_left
            heading.setHidden(not any_left)
