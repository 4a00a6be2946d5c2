"""The look of the Models tab: filters and table, the chosen model's details at the right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop_app.core.connection_status import ConnectionState
from desktop_app.tabs.models.chips import ChipBar
from desktop_app.tabs.models.data_rule_row import DataRuleRow
from desktop_app.tabs.models.details_panel import DetailsPanel
from desktop_app.tabs.models.state_text import StateText
from desktop_app.tabs.models.table_view import ModelTableView
from desktop_app.tabs.models.visits import Changes
from desktop_app.ui.button_keys import press_by
from desktop_app.ui.copy_as_button import CopyAsButton
from desktop_app.ui.error_banner import ErrorBanner
from desktop_app.ui.icons import icon
from desktop_app.ui.keys_within import keys_within
from desktop_app.ui.tab_page import lay_out_tab
from desktop_app.ui.widgets import label, named, push_button, restyle

if TYPE_CHECKING:
    from desktop_app.core.connection_status import ConnectionStatus
    from desktop_app.core.model_list import ModelList
    from desktop_app.ui.theme import ThemeManager


class ModelsView(QWidget):
    """Emits the wish to refresh and shows the list that it is told."""

    shown = Signal()
    hidden = Signal()
    refresh_requested = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = ModelTableView(theme)
        self.details = DetailsPanel()
        self.data_rule = DataRuleRow()
        self._words = StateText(self)
        self._listed: ModelList | None = None
        self._changes = Changes()
        self._status: ConnectionStatus | None = None
        self._filter = named(QLineEdit(), "models.filter", self.tr("Filter"))
        self._chips = ChipBar()
        self._count = named(label("", "muted"), "models.count", self.tr("Number of models"))
        self._state = named(label("", "muted"), "models.state", self.tr("Age of the list"))
        self.copy_as = CopyAsButton("models")
        self._refresh = push_button("models.refresh", self.tr("Refresh"), icon_name="retry")
        self._hint = named(label("", "muted"), "models.hint", self.tr("Hint"))
        self.banner = ErrorBanner("models")
        self._set_up_filter()
        self._arrange()
        self._refresh.clicked.connect(self.refresh_requested)
        self.banner.retry_requested.connect(self.refresh_requested)

    def show_list(self, listed: ModelList, status: ConnectionStatus, changes: Changes) -> None:
        """Show the list, how old it is and what changed; the chosen model stays chosen."""
        self._status = status
        is_same = self._listed is not None and listed.models == self._listed.models
        if not is_same or changes != self._changes:
            self._changes = changes
            self.table.show_models(listed.models, changes)
        self._listed = listed
        is_old = status.state is ConnectionState.FAILED and bool(listed.models)
        restyle(self._state, "role", "warning" if is_old else "muted")
        self._state.setText(self._words.line(listed, status))
        is_asking = self._words.is_asking(status)
        if is_asking and self._refresh.hasFocus():
            self.table.setFocus()  # else the keys would land on what comes next
        self._refresh.setEnabled(not is_asking)
        if status.error is not None:
            self.banner.show_error(status.error)
        else:
            self.banner.clear()
        self._show_rows()

    def show_favourites(self, favourites: Iterable[str]) -> None:
        """Put these on top, with a star."""
        favourites = frozenset(favourites)
        self.table.show_favourites(favourites)
        self.details.show_favourites(favourites)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.shown.emit()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.hidden.emit()

    def _set_up_filter(self) -> None:
        self._filter.setPlaceholderText(self.tr("Filter by name, country, kind, licence …"))
        self._filter.setClearButtonEnabled(True)
        self._filter.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._filter.setToolTip(self.tr("Leaves the models that hold all these words (Ctrl+F)"))
        self._filter.setMinimumWidth(144)
        self._filter.setMaximumWidth(320)
        keys = QKeySequence.StandardKey.Find
        keys_within(self, keys, self._filter.setFocus, self.tr("Filter the models"))
        self._filter.textChanged.connect(self.table.filter_words)
        self._filter.textChanged.connect(self._show_rows)
        self._chips.wanted_changed.connect(self.table.filter_abilities)
        self._chips.wanted_changed.connect(self._show_rows)
        self.table.model_chosen.connect(self.details.show_model)
        self.table.menu_requested.connect(self._open_menu)

    def _arrange(self) -> None:
        press_by(self._refresh, "F5")
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
        chips = QHBoxLayout()
        chips.setSpacing(12)
        chips.addWidget(self._chips, 1)
        chips.addWidget(self.copy_as)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._hint)
        left = QVBoxLayout()
        left.setContentsMargins(16, 16, 16, 16)
        left.setSpacing(12)
        left.addLayout(row)
        left.addLayout(chips)
        left.addWidget(self.data_rule)
        left.addWidget(self.banner)
        left.addWidget(self._pages, 1)
        lay_out_tab(self, left, right=self.details)

    def _open_menu(self, place: QPoint) -> None:
        if self.table.chosen is not None:
            menu = named(QMenu(self.table), "models.menu", self.tr("Model"))
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.details.fill_menu(menu)
            menu.popup(place)

    def _show_rows(self) -> None:
        """The number of rows, or a sentence in their place."""
        if self._listed is None or self._status is None:
            return
        shown, changes = self.table.count, self._changes
        count = len(self._listed.models)
        self._count.setText(self._words.count(shown, count, changes))
        self._hint.setText("" if shown else self._words.hint(self._listed, self._status))
        self._pages.setCurrentWidget(self.table if shown else self._hint)
