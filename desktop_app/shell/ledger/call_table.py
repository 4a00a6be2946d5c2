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
from desktop_app.ui.plots.bars import short_number

if TYPE_CHECKING:
    from desktop_app.core.calls import CallSummary
    from desktop_app.ui.theme import Colours

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
TIME, KIND, MODEL, STATUS, DURATION, TOKENS, PROFILE = range(7)
_ELIDED = {MODEL, STATUS, PROFILE}  # columns that may be too narrow for their words
_LEFT, _RIGHT = (
    side | Qt.AlignmentFlag.AlignVCenter
    for side in (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
)
_ALIGNMENTS = tuple(_RIGHT if column in {DURATION, TOKENS} else _LEFT for column in range(7))
# As numbers, which they are told as: each cell is asked for ten roles.
_DISPLAY = Qt.ItemDataRole.DisplayRole.value
_ALIGNMENT = Qt.ItemDataRole.TextAlignmentRole.value
_FOREGROUND = Qt.ItemDataRole.ForegroundRole.value
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole.value


class CallTable(QAbstractTableModel):
    """Newest first. `more_wanted` is emitted at its end, until `append` is told the last."""

    more_wanted = Signal()

    def __init__(self, colours: Colours, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = CallText(self)
        self.set_colours(colours)
        self._calls: list[CallSummary] = []
        self._ids: set[int] = set()
        self._cells: dict[int, tuple[str, ...]] = {}
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
        self._cells = {}
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
        """Use the colours of this theme."""
        self._error, self._muted = QColor(colours.error), QColor(colours.muted)
        self._success = QColor(colours.success)

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
            return _ALIGNMENTS[section]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == _DISPLAY:
            return self._cells_of(self._calls[index.row()])[index.column()]
        if role == _ALIGNMENT:
            return _ALIGNMENTS[index.column()]
        if role == _FOREGROUND:
            return self._colour(self._calls[index.row()], index.column())
        if role == _TOOL_TIP:
            call = self._calls[index.row()]
            own = self._cells_of(call)[index.column()] if index.column() in _ELIDED else ""
            return "\n".join(filter(None, (own, f"{call.method} {call.url}")))
        return None

    def _cells_of(self, call: CallSummary) -> tuple[str, ...]:
        """The words of a row, kept: each repaint asks for those of all that is seen."""
        cells = self._cells.get(call.id)
        if cells is None:
            cells = self._cells[call.id] = (
                short_moment(call.began),
                self._words.kind(call.kind),
                call.model or NOTHING,
                self._words.status(call),
                seconds(call.duration),
                self._words.tokens(call, short_number) or NOTHING,
                call.profile,
            )
        return cells

    def _colour(self, call: CallSummary, column: int) -> QColor | None:
        if column == STATUS:
            if call.failed:
                return self._error
            return self._muted if call.error == STOPPED else self._success
        return self._muted if column in {TIME, PROFILE} else None
