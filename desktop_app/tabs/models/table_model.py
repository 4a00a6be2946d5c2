"""The models as a table: Qt's item model and the proxy that sorts and filters it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QDateTime,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QIcon, QPalette
from typing_extensions import override

from desktop_app.tabs.models.columns import as_number, meta_fields, plain_text, sort_key, words_of
from desktop_app.tabs.models.kind_text import KindText
from desktop_app.ui.icons import icon
from desktop_app.ui.placement import PlacementText

if TYPE_CHECKING:
    from desktop_app.core.models import ModelInfo

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
MODEL_ROLE = Qt.ItemDataRole.UserRole + 1  # the ModelInfo of a row
VALUE_ROLE = Qt.ItemDataRole.UserRole + 2  # what a cell sorts by
WORDS_ROLE = Qt.ItemDataRole.UserRole + 3  # what the filter looks at


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
        self._own = (
            Column(self.tr("Model"), lambda model: model.id),
            Column(self.tr("Data goes to"), self._placement.word),
            Column(self.tr("Kind"), self._kinds.word),
        )
        self._models: tuple[ModelInfo, ...] = ()
        self._fields: tuple[str, ...] = ()
        self._numeric: frozenset[str] = frozenset()
        self._icons: dict[str, QIcon] = {}

    def set_models(self, models: Sequence[ModelInfo]) -> None:
        """Show these models and every field that one of them has."""
        self.beginResetModel()
        self._models = tuple(models)
        self._fields = meta_fields(models)
        self._numeric = frozenset(
            name
            for name in self._fields
            if any(as_number(model.meta.get(name)) is not None for model in models)
        )
        self.endResetModel()

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
        if not index.isValid():
            return None
        model = self._models[index.row()]
        if role == MODEL_ROLE:
            return model
        if role == WORDS_ROLE:
            return words_of(model, [column.value(model) for column in self._own])
        if index.column() < len(self._own):
            return self._own_data(model, index.column(), role)
        return self._field_data(model, self._fields[index.column() - len(self._own)], role)

    def _own_data(self, model: ModelInfo, column: int, role: int) -> Any:  # noqa: ANN401 - a QVariant
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._own[column].value(model)
            case _ if role == VALUE_ROLE:
                return sort_key(self._own[column].value(model))
            case Qt.ItemDataRole.DecorationRole if column == 1:
                return self._icon(self._placement.icon_name(model))
            case Qt.ItemDataRole.ToolTipRole:
                return self._placement.sentence(model) if column == 1 else model.display_name
        return None

    def _field_data(self, model: ModelInfo, name: str, role: int) -> Any:  # noqa: ANN401 - a QVariant
        value = model.meta.get(name)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cell(name, value)
            case _ if role == VALUE_ROLE:
                return sort_key(value)
            case Qt.ItemDataRole.TextAlignmentRole if as_number(value) is not None:
                return _RIGHT | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.ForegroundRole if value == 0:
                return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_text(value)
        return None

    def _cell(self, name: str, value: Any) -> str:  # noqa: ANN401 - whatever a server sends
        locale = QLocale()
        if isinstance(value, bool):
            return self.tr("yes") if value else self.tr("no")
        if name == "created" and isinstance(value, int):
            moment = QDateTime.fromSecsSinceEpoch(value)
            return locale.toString(moment.date(), QLocale.FormatType.ShortFormat)
        if isinstance(value, int) and abs(value) < 2**63:
            return locale.toString(value)
        return plain_text(value)

    def _icon(self, name: str) -> QIcon:
        if name not in self._icons:
            self._icons[name] = icon(name)
        return self._icons[name]


class ModelSorting(QSortFilterProxyModel):
    """Sorts numbers as numbers, leaves what is missing at the end, filters by words."""

    def __init__(self, source: ModelTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []
        self.setSourceModel(source)

    def set_filter(self, text: str) -> None:
        """Leave the models that hold every word of `text` somewhere."""
        self._words = text.casefold().split()
        self.invalidate()

    @override
    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if not self._words:
            return True
        words = self.sourceModel().index(source_row, 0, source_parent).data(WORDS_ROLE)
        return all(word in words for word in self._words)

    @override
    def lessThan(self, left: Index, right: Index) -> bool:
        one, other = left.data(VALUE_ROLE), right.data(VALUE_ROLE)
        if one is None or other is None:
            ascending = self.sortOrder() is Qt.SortOrder.AscendingOrder
            return (one is not None if ascending else one is None) and one is not other
        return bool(tuple(one) < tuple(other))
