"""The look of the Models tab: filter and table, the chosen model's details at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.connection_status import ConnectionState
from desktop_app.tabs.models.details_panel import DetailsPanel
from desktop_app.tabs.models.state_text import StateText
from desktop_app.tabs.models.table_model import MODEL_ROLE, ModelSorting, ModelTable
from desktop_app.ui.error_banner import ErrorBanner
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import label, named, push_button, restyle

if TYPE_CHECKING:
    from desktop_app.core.connection_status import ConnectionStatus
    from desktop_app.core.model_list import ModelList
    from desktop_app.core.models import ModelInfo

_ROW_HEIGHT = 36
_NARROWEST = 88
_WIDEST = 296


class ModelsView(QWidget):
    """Emits the wish to refresh and shows the list that it is told."""

    refresh_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = StateText(self)
        self._listed: ModelList | None = None
        self._status: ConnectionStatus | None = None
        self._source = ModelTable(self)
        self._rows = ModelSorting(self._source, self)
        self._filter = named(QLineEdit(), "models.filter", self.tr("Filter"))
        self._count = named(label("", "muted"), "models.count", self.tr("Number of models"))
        self._state = named(label("", "muted"), "models.state", self.tr("Age of the list"))
        self._refresh = push_button("models.refresh", self.tr("Refresh"), icon_name="retry")
        self._table = named(QTableView(), "models.table", self.tr("Models"))
        self._hint = named(label("", "muted"), "models.hint", self.tr("Hint"))
        self._banner = ErrorBanner("models")
        self._details = DetailsPanel()
        self._arrange()
        self._set_up_table()
        self._filter.textChanged.connect(self._on_filter_changed)
        self._refresh.clicked.connect(self.refresh_requested)
        self._banner.retry_requested.connect(self.refresh_requested)
        self._table.selectionModel().currentRowChanged.connect(self._on_row_changed)

    def show_list(self, listed: ModelList, status: ConnectionStatus) -> None:
        """Show the list and how old it is; the chosen model stays chosen."""
        self._status = status
        if self._listed is None or listed.models != self._listed.models:
            chosen = self._chosen_model()
            self._source.set_models(listed.models)
            self._fit_columns()
            self._choose(chosen.id if chosen else "")
        self._listed = listed
        is_old = status.state is ConnectionState.FAILED and bool(listed.models)
        restyle(self._state, "role", "warning" if is_old else "muted")
        self._state.setText(self._words.line(listed, status))
        self._refresh.setEnabled(not self._words.is_asking(status))
        if status.error is not None:
            self._banner.show_error(status.error)
        else:
            self._banner.clear()
        self._show_rows()

    def _arrange(self) -> None:
        self._filter.setPlaceholderText(self.tr("Filter by name, country, kind, licence …"))
        self._filter.setClearButtonEnabled(True)
        self._filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._filter.setToolTip(self.tr("Leaves the models that hold all these words (Ctrl+F)"))
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._filter.setFocus)
        self._filter.setMinimumWidth(144)
        self._filter.setMaximumWidth(320)
        self._refresh.setShortcut("F5")
        self._refresh.setToolTip(self.tr("Ask the server for its models again (F5)"))
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._filter, 100)
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._state)
        row.addWidget(self._refresh)
        self._pages = QStackedLayout()
        self._pages.addWidget(self._table)
        self._pages.addWidget(self._hint)
        left = QVBoxLayout()
        left.setContentsMargins(16, 16, 16, 16)
        left.setSpacing(12)
        left.addLayout(row)
        left.addWidget(self._banner)
        left.addLayout(self._pages, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(left, 1)
        layout.addWidget(self._details)

    def _set_up_table(self) -> None:
        table = self._table
        table.setModel(self._rows)
        table.setSortingEnabled(True)
        table.sortByColumn(0, Qt.SortOrder.AscendingOrder)
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
        header.setSectionsMovable(True)
        header.setResizeContentsPrecision(50)

    def _fit_columns(self) -> None:
        self._table.resizeColumnsToContents()
        header = self._table.horizontalHeader()
        for column in range(header.count()):
            width = header.sectionSize(column)
            header.resizeSection(column, max(_NARROWEST, min(width, _WIDEST)))

    def _chosen_model(self) -> ModelInfo | None:
        index = self._table.currentIndex()
        return index.data(MODEL_ROLE) if index.isValid() else None

    def _choose(self, model_id: str) -> None:
        rows = self._rows
        found = (
            rows.index(row, 0)
            for row in range(rows.rowCount())
            if rows.index(row, 0).data() == model_id
        )
        index = next(found, rows.index(0, 0))
        flags = QItemSelectionModel.SelectionFlag
        self._table.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self._details.show_model(self._chosen_model())

    def _on_row_changed(self, _current: QModelIndex) -> None:
        self._details.show_model(self._chosen_model())

    def _on_filter_changed(self, text: str) -> None:
        chosen = self._chosen_model()
        self._rows.set_filter(text)
        self._choose(chosen.id if chosen else "")
        self._show_rows()

    def _show_rows(self) -> None:
        """The number of rows, or a sentence in their place."""
        if self._listed is None or self._status is None:
            return
        shown, all_models = self._rows.rowCount(), len(self._listed.models)
        if shown < all_models:
            template = self.tr("{shown} of {count}")
        else:
            template = self.tr("1 model") if all_models == 1 else self.tr("{count} models")
        self._count.setText(template.format(shown=shown, count=all_models) if all_models else "")
        self._hint.setText("" if shown else self._words.hint(self._listed, self._status))
        self._pages.setCurrentWidget(self._table if shown else self._hint)
