"""Ranks the texts by how close they are to a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.tabs.embeddings.score_bar import ScoreBar
from desktop_app.tabs.embeddings.tables import RankingTable, table_view
from desktop_app.ui.icons import icon
from desktop_app.ui.widgets import named, push_button

if TYPE_CHECKING:
    from desktop_app.core.vectors import Ranked

_SCORE_WIDTH = 176


class SearchPage(QWidget):
    """The query box and the ranked texts."""

    search_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._possible = True
        self.query = named(QLineEdit(), "embeddings.query", self.tr("Query"))
        self.query.setPlaceholderText(self.tr("Ask in your own words, such as: Who is rich?"))
        self.query.setToolTip(self.tr("The texts are ranked by how close they are to this (Enter)"))
        self.query.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.query.textChanged.connect(self._update)
        self.query.returnPressed.connect(self._search)
        self._button = push_button("embeddings.search", self.tr("Search"))
        self._button.setToolTip(self.tr("Rank the texts by similarity to the query"))
        self._button.clicked.connect(self._search)
        self._model = RankingTable()
        self.results = table_view(
            "embeddings.results", self.tr("Texts, the most similar first"), self._model
        )
        self.results.setItemDelegateForColumn(0, ScoreBar(self._model, self.results))
        self.results.horizontalHeader().setStretchLastSection(True)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.query, 1)
        row.addWidget(self._button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addWidget(self.results, 1)
        self._update()

    def set_possible(self, possible: bool) -> None:
        """Whether a search can be started now."""
        self._possible = possible
        self._update()

    def show_ranking(self, texts: Sequence[str], ranking: Sequence[Ranked]) -> None:
        """Show the texts, best first; none to empty the table."""
        self._model.show(texts, ranking)
        self.results.setColumnWidth(0, _SCORE_WIDTH)
        self.results.scrollToTop()

    def _search(self) -> None:
        if self._button.isEnabled():
            self.search_requested.emit(self.query.text().strip())

    def _update(self) -> None:
        self._button.setEnabled(self._possible and bool(self.query.text().strip()))
