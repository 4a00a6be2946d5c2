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
from desktop_app.shell.ledger.words import NOTHING, CallText, moment, seconds

if TYPE_CHECKING:
    from desktop_app.core.calls import CallSummary
    from desktop_app.ui.theme import Colours

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
TIME, KIND, MODEL, STATUS, FIRST_BYTE, DURATION, TOKENS, PROFILE = range(8)
_RIGHT = frozenset({FIRST_BYTE, DURATION, TOKENS})


class CallTable(QAbstractTableModel):
    """Newest first. `more_wanted` is emitted at its end, until `append` is told the last."""

    more_wanted = Signal()

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = CallText(self)
        self._colours = colours
        self._calls: list[CallSummary] = []
        self._has_more = False
        self._titles = (
            self.tr("Time"),
            self.tr("Operation"),
            self.tr("Model"),
            self.tr("Status"),
            self.tr("First byte"),
            self.tr("Duration"),
            self.tr("Tokens"),
            self.tr("Profile"),
        )

    def call(self, row: int) -> CallSummary | None:
        """The call of a row."""
        return self._calls[row] if 0 <= row < len(self._calls) else None

    def row_of(self, call_id: int) -> int:
        """The row of a call, -1 if it is not listed."""
        return next((row for row, call in enumerate(self._calls) if call.id == call_id), -1)

    def clear(self) -> None:
        """No calls."""
        self.beginResetModel()
        self._calls = []
        self._has_more = False
        self.endResetModel()

    def append(self, calls: Sequence[CallSummary], *, has_more: bool) -> None:
        """Add older calls."""
        self._has_more = has_more
        if calls:
            first = len(self._calls)
            self.beginInsertRows(_ROOT, first, first + len(calls) - 1)
            self._calls += calls
            self.endInsertRows()

    def prepend(self, call: CallSummary) -> None:
        """Add the newest call."""
        self.beginInsertRows(_ROOT, 0, 0)
        self._calls.insert(0, call)
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
                return moment(call.began)
            case 1:
                return self._words.kind(call.kind)
            case 2:
                return call.model or NOTHING
            case 3:
                return self._words.status(call)
            case 4:
                return seconds(call.first_byte)
            case 5:
                return seconds(call.duration)
            case 6:
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
