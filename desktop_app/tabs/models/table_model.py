"""The models as a table: Qt's item model of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QIcon, QPalette
from typing_extensions import override

from desktop_app.tabs.models.cell_text import CellText
from desktop_app.tabs.models.columns import (
    SortKey,
    as_number,
    meta_fields,
    plain_text,
    sort_key,
    words_of,
)
from desktop_app.tabs.models.kind_text import KindText
from desktop_app.tabs.models.star_cell import StarCell
from desktop_app.tabs.models.visits import Changes, Mark
from desktop_app.ui.icons import icon
from desktop_app.ui.placement import PlacementText

if TYPE_CHECKING:
    from desktop_app.core.models import ModelInfo
    from desktop_app.tabs.models.kind_text import Badge

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_UNCHANGED = Changes()
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
MODEL_ROLE = Qt.ItemDataRole.UserRole + 1  # the ModelInfo of a row
BADGES_ROLE = Qt.ItemDataRole.UserRole + 2  # the words beside a name
_ANSWERED = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.AccessibleTextRole,
        MODEL_ROLE,
        BADGES_ROLE,
    }
)  # a cell that is painted is asked for as many others
PLACE_COLUMN = 1
FAVOURITE_COLUMN = 3


class Column(NamedTuple):
    """A column that is no field of the server's."""

    title: str
    value: Callable[[ModelInfo], str]


class ModelTable(QAbstractTableModel):
    """A row a model. The program's own columns come first, then a column for each field."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._placement = PlacementText(self)
        self._kinds = KindText(self)
        self._cells = CellText(self)
        self._star = StarCell(self)
        self._own = (
            Column(self.tr("Model"), lambda model: model.id),
            Column(self.tr("Data goes to"), self._placement.word),
            Column(self.tr("Kind"), self._kinds.word),
            Column("", lambda _model: ""),
        )
        self._changes = Changes()
        self._favourites: frozenset[str] = frozenset()
        self._models: tuple[ModelInfo, ...] = ()
        self._fields: tuple[str, ...] = ()
        self._numeric: frozenset[str] = frozenset()
        self._icons: dict[str, QIcon] = {}
        self._words: dict[str, str] = {}
        self._sorted_by = (0, False)  # a column, and whether it descends

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the server that have a column."""
        return self._fields

    def set_models(self, models: Sequence[ModelInfo], changes: Changes = _UNCHANGED) -> None:
        """Show these models, those that are gone, and every field that one of them has."""
        self.beginResetModel()
        self._changes = changes
        models = (*models, *changes.gone)
        self._words = {}
        self._fields = meta_fields(models)
        self._numeric = frozenset(
            name
            for name in self._fields
            if any(as_number(model.meta.get(name)) is not None for model in models)
        )
        self._models = self._arranged(models)
        self.endResetModel()

    def model_at(self, row: int) -> ModelInfo:
        """The model of a row."""
        return self._models[row]

    def index_of(self, model_id: str) -> QModelIndex:
        """Where the name of a model stands; invalid if it is not listed."""
        rows = (row for row, model in enumerate(self._models) if model.id == model_id)
        row = next(rows, -1)
        return self.index(row, 0) if row >= 0 else QModelIndex()

    def words_at(self, row: int) -> str:
        """What a filter looks at in a row."""
        model = self._models[row]
        if model.id not in self._words:
            more = [column.value(model) for column in self._own]
            self._words[model.id] = words_of(model, [*more, *self._noticed(model)])
        return self._words[model.id]

    def arrange(self, column: int, *, descending: bool) -> None:
        """Sort by a column: numbers as numbers, what is missing last, favourites before all."""
        self._sorted_by = (column, descending)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        models = [self._models[index.row()] for index in before]
        self._models = self._arranged(self._models)
        rows = {id(model): row for row, model in enumerate(self._models)}
        after = [
            self.index(rows[id(model)], index.column())
            for model, index in zip(models, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def set_favourites(self, favourites: Iterable[str]) -> None:
        """Mark these models with a star."""
        self._favourites = frozenset(favourites)
        column, descending = self._sorted_by
        self.arrange(column, descending=descending)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._models)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._own) + len(self._fields)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if section == FAVOURITE_COLUMN:
            return self._star.heading(role)
        own = section < len(self._own)
        name = self._own[section].title if own else self._fields[section - len(self._own)]
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (_RIGHT if name in self._numeric else _LEFT) | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._kinds.field_help(name)
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ANSWERED or not index.isValid():
            return None
        model = self._models[index.row()]
        if role == MODEL_ROLE:
            return model
        if role == Qt.ItemDataRole.ForegroundRole and model in self._changes.gone:
            return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        if index.column() == FAVOURITE_COLUMN:
            return self._star.cell(role, is_favourite=model.id in self._favourites)
        if index.column() < len(self._own):
            return self._own_data(model, index.column(), role)
        return self._field_data(model, self._fields[index.column() - len(self._own)], role)

    def _own_data(self, model: ModelInfo, column: int, role: int) -> Any:  # noqa: ANN401 - a QVariant
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._own[column].value(model)
            case Qt.ItemDataRole.DecorationRole if column == PLACE_COLUMN:
                return self._icon(self._placement.icon_name(model))
            case Qt.ItemDataRole.ToolTipRole:
                is_place = column == PLACE_COLUMN
                return self._placement.sentence(model) if is_place else model.display_name
            case Qt.ItemDataRole.AccessibleTextRole if column == 0:
                return ", ".join((model.id, *self._noticed(model)))
            case _ if role == BADGES_ROLE and column == 0:
                return self._badges(model)
        return None

    def _arranged(self, models: Sequence[ModelInfo]) -> tuple[ModelInfo, ...]:
        column, descending = self._sorted_by
        keys = [(self._sort_key(model, column), model) for model in models]
        known = [(key, model) for key, model in keys if key is not None]
        known.sort(key=itemgetter(0), reverse=descending)
        rows = [model for _key, model in known] + [model for key, model in keys if key is None]
        return tuple(sorted(rows, key=lambda model: model.id not in self._favourites))

    def _sort_key(self, model: ModelInfo, column: int) -> SortKey | None:
        own = self._own[column : column + 1]
        if own:
            return sort_key(own[0].value(model))
        field = self._fields[column - len(self._own) :][:1]
        return sort_key(model.meta.get(field[0])) if field else None

    def _noticed(self, model: ModelInfo) -> list[str]:
        return [badge.words for badge in self._badges(model)]

    def _badges(self, model: ModelInfo) -> list[Badge]:
        is_gone = model in self._changes.gone
        is_new = model.id in self._changes.new
        mark = Mark.GONE if is_gone else Mark.NEW if is_new else None
        return self._kinds.badges(model, mark)

    def _field_data(self, model: ModelInfo, name: str, role: int) -> Any:  # noqa: ANN401 - a QVariant
        value = model.meta.get(name)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cells.text(name, value)
            case Qt.ItemDataRole.TextAlignmentRole:
                is_number = name in self._numeric and as_number(value) is not None
                return _RIGHT | Qt.AlignmentFlag.AlignVCenter if is_number else None
            case Qt.ItemDataRole.ForegroundRole if value == 0:
                return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_text(value)
        return None

    def _icon(self, name: str) -> QIcon:
        if name not in self._icons:
            self._icons[name] = icon(name)
        return self._icons[name]
