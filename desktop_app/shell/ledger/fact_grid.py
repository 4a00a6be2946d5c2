"""Facts of a call in two columns; a long one has a line of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.widgets import label

if TYPE_CHECKING:
    from desktop_app.shell.ledger.words import Fact


class FactGrid(QWidget):
    """Shows names and values."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.setColumnStretch(3, 1)
        self._labels: list[tuple[QLabel, ElidedLabel]] = []

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these in place of the former ones."""
        while len(self._labels) < len(facts):
            pair = label("", "label"), ElidedLabel(Qt.TextElideMode.ElideMiddle)
            self._labels.append(pair)
            for part in pair:
                part.setParent(self)
        row = column = 0
        for number, (name, value) in enumerate(self._labels):
            for part in (name, value):
                self._grid.removeWidget(part)
                part.setVisible(number < len(facts))
            if number >= len(facts):
                continue
            fact = facts[number]
            if fact.is_long and column:
                row, column = row + 1, 0
            name.setText(fact.name)
            value.setText(fact.value)
            value.setAccessibleName(f"{fact.name}: {fact.value}")
            self._grid.addWidget(name, row, column)
            self._grid.addWidget(value, row, column + 1, 1, 3 if fact.is_long else 1)
            row, column = (row + 1, 0) if fact.is_long or column else (row, 2)
