"""The results of a run: the figures, and a page for each way to look at the vectors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.tabs.embeddings.search_page import SearchPage
from desktop_app.tabs.embeddings.summary import Summary
from desktop_app.tabs.embeddings.tables import VectorTable, table_view
from desktop_app.ui.plots import HeatMap, ScatterMap
from desktop_app.ui.widgets import card, label, named, push_button

if TYPE_CHECKING:
    from desktop_app.tabs.embeddings.analysis import Analysis
    from desktop_app.ui.theme import ThemeManager

_NUMBER_WIDTH = 76
_TEXT_WIDTH = 240


class ResultsPane(QWidget):
    """The middle of the tab, once there is something to show."""

    export_requested = Signal(Path)

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = Summary()
        self._export = push_button("embeddings.export", self.tr("Export…"), icon_name="save")
        self._export.setToolTip(self.tr("Save the vectors as CSV with their texts, or as NPY"))
        self._export.clicked.connect(self._choose_file)
        self._notice, self._notice_text = self._build_notice()
        self._vector_model = VectorTable()
        self._vectors = table_view("embeddings.vectors", self.tr("Vectors"), self._vector_model)
        self._heat_map = HeatMap("embeddings.similarity", self.tr("Similarity of the texts"), theme)
        self._heat_note = label("", "muted")
        self._map = ScatterMap("embeddings.map", self.tr("Map of the texts"), theme)
        self._map_note = label("", "muted")
        for note in (self._heat_note, self._map_note):
            note.setWordWrap(True)
        self.search = SearchPage()
        self._pages = named(QTabWidget(), "embeddings.pages", self.tr("Results"))
        self._pages.setProperty("role", "segments")
        self._pages.tabBar().setDrawBase(False)
        top = QHBoxLayout()
        top.addWidget(self.summary, 1)
        top.addWidget(self._export, 0, Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(top)
        layout.addWidget(self._notice)
        layout.addWidget(self._pages, 1)
        self._add_page(self.tr("Vectors"), self._vectors)
        self._add_page(self.tr("Similarity"), self._heat_map, self._heat_note)
        self._add_page(self.tr("Map"), card(self._map), self._map_note)
        self._pages.addTab(self.search, self.tr("Search"))

    def show_analysis(self, analysis: Analysis) -> None:
        """Show the figures and fill all pages; an earlier ranking is gone."""
        self.summary.show_figures(analysis.dimension, len(analysis.texts), analysis.tokens)
        self._vector_model.show(analysis)
        self._vectors.setColumnWidth(0, _TEXT_WIDTH)
        for column in range(1, self._vector_model.columnCount()):
            self._vectors.setColumnWidth(column, _NUMBER_WIDTH)
        compared = len(analysis.similarity)
        self._heat_map.show_matrix(analysis.similarity, analysis.texts[:compared])
        self._heat_note.setText(
            self.tr("The first {count} texts are compared.").format(count=f"{compared:,}")
            if compared < len(analysis.texts)
            else self.tr("Cosine similarity. Wheel zooms, dragging moves, double click shows all.")
        )
        self._map.show_points(analysis.plane.points, analysis.texts)
        across, upwards = (round(share * 100) for share in analysis.plane.shares)
        self._map_note.setText(
            self.tr(
                "Principal components: {across} % of the differences lie across, {upwards} % "
                "upwards. Wheel zooms."
            ).format(across=across, upwards=upwards)
        )
        self.search.show_ranking((), ())

    def show_notice(self, sentence: str) -> None:
        """Say something about the results as a whole; "" for nothing."""
        self._notice_text.setText(sentence)
        self._notice.setVisible(bool(sentence))

    def show_search(self) -> None:
        """Bring the ranking to the front."""
        self._pages.setCurrentWidget(self.search)

    def set_busy(self, busy: bool) -> None:
        """While something runs, nothing is exported."""
        self._export.setEnabled(not busy)

    def _add_page(self, title: str, content: QWidget, note: QWidget | None = None) -> None:
        page = QWidget()
        self._pages.addTab(page, title)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(content, 1)
        if note is not None:
            layout.addWidget(note)

    def _build_notice(self) -> tuple[QFrame, QLabel]:
        text = label("")
        text.setObjectName("embeddings.notice")
        text.setWordWrap(True)
        notice = QFrame()
        notice.setProperty("role", "notice")
        layout = QHBoxLayout(notice)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(text)
        notice.hide()
        return notice, text

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Export vectors"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        csv, npy = self.tr("CSV with texts (*.csv)"), self.tr("NumPy array (*.npy)")
        dialog.setNameFilters([csv, npy])
        dialog.setDefaultSuffix("csv")
        dialog.selectFile("vectors.csv")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix("npy" if chosen == npy else "csv")
        )
        dialog.fileSelected.connect(lambda name: self.export_requested.emit(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
