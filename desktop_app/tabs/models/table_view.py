"""The table of models: favourites by click and key, Enter or a double click to use one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from desktop_app.tabs.models.name_delegate import NameDelegate
from desktop_app.tabs.models.sorting import ModelSorting
from desktop_app.tabs.models.table_model import FAVOURITE_COLUMN, MODEL_ROLE, ModelTable
from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop_app.core.models import ModelInfo
    from desktop_app.tabs.models.abilities import Ability
    from desktop_app.tabs.models.visits import Changes
    from desktop_app.ui.theme import ThemeManager

_ROW_HEIGHT = 36
_STAR_WIDTH = 44
_NARROWEST = 88
_WIDEST = 296
_MEASURED = 16  # rows, about as many as are seen
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ModelTableView(QTableView):
    """A list that changes leaves the chosen model, the place in the list and the widths alone."""

    model_chosen = Signal(object)  # ModelInfo | None
    use_requested = Signal(object)  # ModelInfo
    favourite_toggled = Signal(object)  # ModelInfo
    menu_requested = Signal(QPoint)  # for the chosen model, at this place on the screen

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "models.table", self.tr("Models"))
        self._source = ModelTable(self)
        self._rows = ModelSorting(self._source, self)
        self._fields: tuple[str, ...] | None = None
        self._favourites: frozenset[str] = frozenset()
        self.setModel(self._rows)
        self.setItemDelegateForColumn(0, NameDelegate(theme, self))
        self._set_up()
        self.selectionModel().currentRowChanged.connect(self._tell_chosen)
        self.clicked.connect(self._on_clicked)
        self.doubleClicked.connect(self._on_double_clicked)

    @property
    def chosen(self) -> ModelInfo | None:
        """The model of the current row."""
        return _model_at(self.currentIndex())

    @property
    def count(self) -> int:
        """How many models the filters leave."""
        return self._rows.rowCount()

    def show_models(self, models: Sequence[ModelInfo], changes: Changes) -> None:
        """Show these models and what changed since the last visit."""
        chosen = self.chosen
        places = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        self._source.set_models(models, changes)
        if self._source.fields != self._fields:
            self._fields = self._source.fields
            self._fit_columns()
        self.choose(chosen.id if chosen else "")
        if chosen is not None:
            self.verticalScrollBar().setValue(places[0])
            self.horizontalScrollBar().setValue(places[1])

    def show_favourites(self, favourites: Iterable[str]) -> None:
        """Put these on top."""
        favourites = frozenset(favourites)
        if favourites == self._favourites:
            return
        self._favourites = favourites
        self._source.set_favourites(favourites)

    def filter_words(self, text: str) -> None:
        """Leave the models that hold all these words."""
        self._refilter(lambda: self._rows.set_filter(text))

    def filter_abilities(self, wanted: frozenset[Ability]) -> None:
        """Leave the models that have these abilities."""
        self._refilter(lambda: self._rows.set_wanted(wanted))

    def choose(self, model_id: str) -> None:
        """Make that model the current one, else the first."""
        index = self._rows.mapFromSource(self._source.index_of(model_id))
        if not index.isValid():
            index = self._rows.index(0, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._tell_chosen()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.chosen
        if event.key() in _ENTER and chosen is not None:
            self.use_requested.emit(chosen)
        elif event.key() == Qt.Key.Key_Space and chosen is not None:
            self.favourite_toggled.emit(chosen)
        else:
            super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        under = self.visualRect(self.currentIndex()).center()
        self.menu_requested.emit(
            self.viewport().mapToGlobal(under) if by_key else event.globalPos()
        )

    def _refilter(self, change: Callable[[], None]) -> None:
        chosen = self.chosen
        change()
        self.choose(chosen.id if chosen else "")

    def _set_up(self) -> None:
        self.setSortingEnabled(True)
        self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setMinimumSectionSize(_STAR_WIDTH)

    def _fit_columns(self) -> None:
        """Be as wide as the longest entry in sight at first: to measure every cell takes long."""
        header = self.horizontalHeader()
        rows = range(min(self._rows.rowCount(), _MEASURED))
        for column in range(header.count()):
            width = header.sectionSizeHint(column)
            cells = [self._rows.index(row, column) for row in rows]
            if cells:
                longest = max(cells, key=_length)
                width = max(width, self.sizeHintForIndex(longest).width())
            header.resizeSection(column, max(_NARROWEST, min(width, _WIDEST)))
        header.resizeSection(FAVOURITE_COLUMN, _STAR_WIDTH)
        header.moveSection(header.visualIndex(FAVOURITE_COLUMN), 0)

    def _tell_chosen(self) -> None:
        self.model_chosen.emit(self.chosen)

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == FAVOURITE_COLUMN:
            self.favourite_toggled.emit(_model_at(index))

    def _on_double_clicked(self, index: QModelIndex) -> None:
        if index.column() != FAVOURITE_COLUMN:
            self.use_requested.emit(_model_at(index))


def _length(cell: QModelIndex) -> int:
    return len(cell.data(Qt.ItemDataRole.AccessibleTextRole) or cell.data() or "")


def _model_at(index: QModelIndex | QPersistentModelIndex) -> ModelInfo | None:
    return index.data(MODEL_ROLE) if index.isValid() else None
