"""The calls as a table, of which more rows are asked for as a person scrolls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor
from typing_extensions import override

from desktop_app.core.calls import STOPPED
from desktop_app.shell.ledger.words import NOTHING, CallText, seconds, short_moment

if TYPE_CHECKING:
    from desktop_app.core.calls import CallSummary
    from desktop_app.ui.theme import Colours

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
TIME, KIND, MODEL, STATUS, DURATION, TOKENS, PROFILE = range(7)
_RIGHT = frozenset({DURATION, TOKENS})


class CallTable(QAbstractTableModel):
    """Newest first. `more_wanted` is emitted at its end, until `append` is told the last."""

    more_wanted = Signal()

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = CallText(self)
        self._colours = colours
        self._calls: list[CallSummary] = []
        self._ids: set[int] = set()
        self._has_more = False
        self._titles = (
            self.tr("Time"),
            self.tr("Operation"),
            self.tr("Model"),
            self.tr("Status"),
            self.tr("Duration"),
            self.tr("Tokens"),
            self.tr("Profile"),
        )

    def call(self, row: int) -> CallSummary | None:
        """The call of a row."""
        return self._calls[row] if 0 <= row < len(self._calls) else None

    def row_of(self, call_id: int) -> int:
        """The row of a call, -1 if it is not listed."""
        if call_id not in self._ids:
            return -1
        return next(row for row, call in enumerate(self._calls) if call.id == call_id)

    def clear(self) -> None:
        """No calls."""
        self.beginResetModel()
        self._calls = []
        self._ids = set()
        self._has_more = False
        self.endResetModel()

    def append(self, calls: Sequence[CallSummary], *, has_more: bool) -> None:
        """Add older calls; one that was added as the newest meanwhile is there already."""
        self._has_more = has_more
        older = [call for call in calls if call.id not in self._ids]
        if older:
            first = len(self._calls)
            self.beginInsertRows(_ROOT, first, first + len(older) - 1)
            self._calls += older
            self._ids.update(call.id for call in older)
            self.endInsertRows()

    def prepend(self, call: CallSummary) -> None:
        """Add the newest call."""
        self.beginInsertRows(_ROOT, 0, 0)
        self._calls.insert(0, call)
        self._ids.add(call.id)
        self.endInsertRows()

    def set_colours(self, colours: Colours) -> None:
        """Use the colours of another theme."""
        self._colours = colours

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._calls)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return self._has_more and not parent.isValid()

    @override
    def fetchMore(self, parent: Index) -> None:
        self._has_more = False  # asked for once
        self.more_wanted.emit()

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        call = self._calls[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._cell(call, index.column())
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(index.column())
            case Qt.ItemDataRole.ForegroundRole:
                return self._colour(call, index.column())
            case Qt.ItemDataRole.ToolTipRole:
                return f"{call.method} {call.url}"
        return None

    def _cell(self, call: CallSummary, column: int) -> str:
        match column:
            case 0:
                return short_moment(call.began)
            case 1:
                return self._words.kind(call.kind)
            case 2:
                return call.model or NOTHING
            case 3:
                return self._words.status(call)
            case 4:
                return seconds(call.duration)
            case 5:
                return self._words.tokens(call) or NOTHING
        return call.profile

    def _colour(self, call: CallSummary, column: int) -> QColor | None:
        if column == STATUS:
            if call.failed:
                return QColor(self._colours.error)
            return QColor(self._colours.muted if call.error == STOPPED else self._colours.success)
        return QColor(self._colours.muted) if column in {TIME, PROFILE} else None


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
