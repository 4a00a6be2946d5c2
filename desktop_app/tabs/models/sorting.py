"""Leaves the models that are wanted, in the order that is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from typing_extensions import override

from desktop_app.tabs.models.abilities import Ability, has_abilities

if TYPE_CHECKING:
    from desktop_app.tabs.models.table_model import ModelTable

Index = QModelIndex | QPersistentModelIndex


class ModelSorting(QSortFilterProxyModel):
    """Filters by words and chips; the source sorts itself.

    Were this to compare two rows at a time, hundreds of models would hold the window up.
    """

    def __init__(self, source: ModelTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source = source
        self._words: list[str] = []
        self._wanted: frozenset[Ability] = frozenset()
        self.setDynamicSortFilter(False)
        self.setSourceModel(source)

    def set_filter(self, text: str) -> None:
        """Leave the models that hold every word of `text` somewhere."""
        self._words = text.casefold().split()
        self.invalidate()

    def set_wanted(self, wanted: frozenset[Ability]) -> None:
        """Leave the models that have these abilities."""
        self._wanted = wanted
        self.invalidate()

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._source.arrange(column, descending=order is Qt.SortOrder.DescendingOrder)

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if self._wanted and not has_abilities(self._source.model_at(source_row), self._wanted):
            return False
        if not self._words:
            return True
        words = self._source.words_at(source_row)
        return all(word in words for word in self._words)
