"""The models that a box lists: Qt's item model of them, its words found when they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop_app.ui.icons import icon
from desktop_app.ui.placement import PlacementText
from desktop_app.ui.placement_delegate import FAVOURITE_ROLE, PLACE_ROLE

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

    from desktop_app.core.models import ModelInfo

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ModelRows(QAbstractListModel):
    """A row a model. To put the words of hundreds into every box would hold the window up."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._placement = PlacementText(self)
        self._rows: dict[str, int] = {}
        self._signs: dict[str, QIcon] = {}
        self.models: list[ModelInfo] = []
        self.starred: frozenset[str] = frozenset()

    def show(self, models: list[ModelInfo], starred: frozenset[str]) -> None:
        """List these models; the `starred` are favourites."""
        self.beginResetModel()
        self.models, self.starred = models, starred
        self._rows = {}
        for row, model in enumerate(models):
            self._rows.setdefault(model.id, row)
        self.endResetModel()

    def row_of(self, model_id: str) -> int:
        """Where a model is listed, or -1."""
        return self._rows.get(model_id, -1)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.models)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        model = self.models[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return model.id
            case Qt.ItemDataRole.DecorationRole:
                return self._sign(self._placement.icon_name(model))
            case Qt.ItemDataRole.ToolTipRole:
                return self._placement.sentence(model)
            case Qt.ItemDataRole.AccessibleTextRole if model.id in self.starred:
                return self.tr("{model}, favourite").format(model=model.id)
            case _ if role == PLACE_ROLE:
                return self._placement.word(model)
            case _ if role == FAVOURITE_ROLE:
                return model.id in self.starred
        return None

    def _sign(self, name: str) -> QIcon:
        if name not in self._signs:
            self._signs[name] = icon(name)
        return self._signs[name]
