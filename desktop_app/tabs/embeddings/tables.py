"""The tables of vectors and of ranked texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from desktop_app.ui.widgets import named

if TYPE_CHECKING:
    from desktop_app.core.vectors import Ranked
    from desktop_app.tabs.embeddings.analysis import Analysis

Index = QModelIndex | QPersistentModelIndex
_NO_INDEX = QModelIndex()
_COMPONENTS = 8
_TOOL_TIP_LENGTH = 1_000
NUMBER = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Display = Qt.ItemDataRole.DisplayRole


class VectorTable(QAbstractTableModel):
    """A row a text: the text, the length of its vector, and the first of its numbers."""

    def __init__(self) -> None:
        super().__init__()
        self._analysis: Analysis | None = None

    def show(self, analysis: Analysis) -> None:
        """Show the vectors of a run."""
        self.beginResetModel()
        self._analysis = analysis
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() or self._analysis is None else len(self._analysis.texts)

    @override
    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        if parent.isValid() or self._analysis is None:
            return 0
        return 2 + min(_COMPONENTS, self._analysis.dimension)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Display) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return NUMBER if section else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Display:
            return None
        if orientation is Qt.Orientation.Vertical:
            return section + 1
        return (self.tr("Text"), self.tr("Norm"))[section] if section < 2 else f"[{section - 2}]"

    @override
    def data(self, index: Index, role: int = Display) -> object:
        if self._analysis is None or not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() > 0:
            return NUMBER
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return self._analysis.texts[index.row()][:_TOOL_TIP_LENGTH]
        if role == Display:
            return self._written(index.row(), index.column())
        return None

    def _written(self, row: int, column: int) -> str:
        assert self._analysis is not None
        if column == 0:
            return self._analysis.texts[row]
        if column == 1:
            return f"{self._analysis.norms[row]:.3f}"
        return f"{self._analysis.matrix[row, column - 2]:.4f}"


class RankingTable(QAbstractTableModel):
    """A row a text, best first: how similar it is to the query, and the text."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: Sequence[str] = ()
        self._ranking: Sequence[Ranked] = ()

    def show(self, texts: Sequence[str], ranking: Sequence[Ranked]) -> None:
        """Show `texts` as they are ranked."""
        self.beginResetModel()
        self._texts = texts
        self._ranking = ranking
        self.endResetModel()

    def share(self, row: int) -> float:
        """Where a row stands between the least similar (0) and the best (1)."""
        best, least = self._ranking[0].similarity, self._ranking[-1].similarity
        if best <= least:
            return 1.0
        return (self._ranking[row].similarity - least) / (best - least)

    @override
    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else len(self._ranking)

    @override
    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        return 0 if parent.isValid() else 2

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Display) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Display:
            return None
        if orientation is Qt.Orientation.Vertical:
            return section + 1
        return (self.tr("Similarity"), self.tr("Text"))[section]

    @override
    def data(self, index: Index, role: int = Display) -> object:
        if not index.isValid():
            return None
        found = self._ranking[index.row()]
        text = self._texts[found.row]
        if role == Qt.ItemDataRole.ToolTipRole:
            return text[:_TOOL_TIP_LENGTH]
        if role == Display:
            return text if index.column() else f"{found.similarity:.3f}"
        return None


def table_view(name: str, spoken: str, model: QAbstractTableModel) -> QTableView:
    """A table to be read, whose `text_column` is as wide as there is room."""
    view = named(QTableView(), name, spoken)
    view.setModel(model)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.horizontalHeader().setHighlightSections(False)
    view.verticalHeader().setHighlightSections(False)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.verticalHeader().setDefaultSectionSize(36)
    view.verticalHeader().setDefaultAlignment(NUMBER)
    return view
