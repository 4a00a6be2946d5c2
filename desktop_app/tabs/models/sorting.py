"""Sorts and filters the table of models."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from typing_extensions import override

from desktop_app.tabs.models.abilities import Ability, has_abilities
from desktop_app.tabs.models.table_model import (
    FAVOURITE_ROLE,
    MODEL_ROLE,
    VALUE_ROLE,
    WORDS_ROLE,
    ModelTable,
)

Index = QModelIndex | QPersistentModelIndex


class ModelSorting(QSortFilterProxyModel):
    """Favourites first, numbers as numbers, what is missing last; filters by words and chips."""

    def __init__(self, source: ModelTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self._wanted: frozenset[Ability] = frozenset()
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
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        index = self.sourceModel().index(source_row, 0, source_parent)
        if self._wanted and not has_abilities(index.data(MODEL_ROLE), self._wanted):
            return False
        if not self._words:
            return True
        words = index.data(WORDS_ROLE)
        return all(word in words for word in self._words)

    @override
    def lessThan(self, left: Index, right: Index) -> bool:
        ascending = self.sortOrder() is Qt.SortOrder.AscendingOrder
        favourites = left.data(FAVOURITE_ROLE), right.data(FAVOURITE_ROLE)
        if favourites[0] != favourites[1]:
            return bool(favourites[0] if ascending else favourites[1])
        one, other = left.data(VALUE_ROLE), right.data(VALUE_ROLE)
        if one is None or other is None:
            return (one is not None if ascending else one is None) and one is not other
        return bool(tuple(one) < tuple(other))
