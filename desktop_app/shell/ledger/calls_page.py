"""The list of calls with its filter at the left, the chosen call at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.shell.ledger.call_table import MODEL, CallTable
from desktop_app.shell.ledger.detail_pane import DetailPane
from desktop_app.shell.ledger.filter_bar import FilterBar
from desktop_app.ui.widgets import label, named, push_button

if TYPE_CHECKING:
    from desktop_app.core.calls import CallSummary
    from desktop_app.ui.theme import ThemeManager

_ROW_HEIGHT = 34
_SIDES = (870, 430)  # pixels at first
_WIDTHS = (104, 104, 184, 124, 80, 108, 112)
_NARROWEST = 360  # of the chosen call: its four tabs side by side


class CallsPage(QWidget):
    """Shows the calls that it is told; `add_detail` makes the right half."""

    call_chosen = Signal(int)  # the id; 0 for none
    more_wanted = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = FilterBar()
        self._calls = CallTable(theme.colours, self)
        self._table = named(QTableView(), "ledger.list", self.tr("Calls"))
        self._hint = named(label("", "muted"), "ledger.hint", self.tr("Hint"))
        self._reset = push_button("ledger.reset_filter", self.tr("Show all calls"))
        self._arrange()
        self._set_up_table()
        self._calls.more_wanted.connect(self.more_wanted)
        self._reset.clicked.connect(self.filter.reset)
        self._table.selectionModel().currentRowChanged.connect(self._on_row_changed)
        theme.colours_changed.connect(self._calls.set_colours)

    def add_detail(self, theme: ThemeManager) -> None:
        """Make the place of the chosen call."""
        right = QWidget()
        right.setMinimumWidth(_NARROWEST)
        beside = QVBoxLayout(right)
        beside.setContentsMargins(16, 0, 0, 0)
        self._splitter.addWidget(right)
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        self._splitter.setSizes(_SIDES)
        self.detail = DetailPane(theme)
        beside.addWidget(self.detail)
        self._table.addActions(self.detail.commands)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def clear(self) -> None:
        """A new list begins."""
        self._calls.clear()
        self._on_row_changed()
        self._show_rows()

    def append(self, calls: Sequence[CallSummary], *, has_more: bool) -> None:
        """Add older calls."""
        self._calls.append(calls, has_more=has_more)
        self._show_rows()

    def prepend(self, call: CallSummary) -> bool:
        """Add the newest call, without moving what is looked at; False if it is listed already."""
        if self._calls.row_of(call.id) >= 0:
            return False
        bar = self._table.verticalScrollBar()
        at_top = bar.value() == bar.minimum()
        self._calls.prepend(call)
        if not at_top:
            bar.setValue(bar.value() + _ROW_HEIGHT)
        self._show_rows()
        return True

    def choose(self, call_id: int) -> None:
        """Choose a call, if it is listed."""
        row = self._calls.row_of(call_id)
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag
            index = self._calls.index(row, 0)
            self._table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
            self._table.scrollTo(index)

    def choose_newest(self) -> None:
        """Choose the call on top, if none is chosen, and let keys go on from it."""
        if not self._table.currentIndex().isValid() and self._calls.rowCount():
            self._table.selectRow(0)
        self._table.setFocus()

    def show_hint(self, sentence: str, *, is_filtered: bool) -> None:
        """What is said in place of an empty list."""
        self._hint.setText(sentence)
        self._reset.setVisible(is_filtered)

    def _set_up_table(self) -> None:
        table = self._table
        table.setModel(self._calls)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(56)
        for column, width in enumerate(_WIDTHS):
            header.resizeSection(column, width)
        header.setSectionResizeMode(MODEL, QHeaderView.ResizeMode.Stretch)

    def _arrange(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        self._splitter = named(QSplitter(), "ledger.splitter")
        layout.addWidget(self._splitter)
        self._splitter.setChildrenCollapsible(False)
        left = QWidget()
        self._splitter.addWidget(left)
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        nothing = QWidget()
        inner = QVBoxLayout(nothing)
        inner.setSpacing(12)
        inner.addStretch(1)
        inner.addWidget(self._hint)
        inner.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignHCenter)
        inner.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(nothing)
        self._pages.addWidget(self._table)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 16, 0)
        column.setSpacing(12)
        column.addWidget(self.filter)
        column.addWidget(self._pages, 1)

    def _on_row_changed(self) -> None:
        call = self._calls.call(self._table.currentIndex().row())
        self.call_chosen.emit(0 if call is None else call.id)

    def _show_rows(self) -> None:
        has_calls = self._calls.rowCount() > 0
        self._pages.setCurrentIndex(1 if has_calls else 0)
        self.detail.show_choice(has_calls=has_calls)
