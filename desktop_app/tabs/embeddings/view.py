"""The look of the Embeddings tab: it emits what a person wants and shows what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.tabs.embeddings.empty_page import EmptyPage
from desktop_app.tabs.embeddings.results_pane import ResultsPane
from desktop_app.tabs.embeddings.texts_pane import TextsPane
from desktop_app.ui.data_notice import DataNotice
from desktop_app.ui.error_banner import ErrorBanner
from desktop_app.ui.keys_within import keys_within
from desktop_app.ui.model_box import embeds
from desktop_app.ui.parameter_panel import ParameterPanel
from desktop_app.ui.tab_page import lay_out_tab
from desktop_app.ui.widgets import label, named

if TYPE_CHECKING:
    from desktop_app.core.vectors import Ranked
    from desktop_app.tabs.embeddings.analysis import Analysis
    from desktop_app.ui.theme import ThemeManager

_TEXTS_WIDTH = 320


class EmbeddingsView(QWidget):
    """Texts at the left, results in the middle, the model at the right."""

    stop_requested = Signal()

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Each in its place: what is moved has its style worked out again.
        splitter = named(QSplitter(Qt.Orientation.Horizontal, self), "embeddings.splitter")
        splitter.setChildrenCollapsible(False)
        self.texts = TextsPane(splitter)
        middle = QWidget(splitter)
        splitter.addWidget(self.texts)
        splitter.addWidget(middle)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([_TEXTS_WIDTH, 3 * _TEXTS_WIDTH])
        column = QVBoxLayout(middle)
        column.setContentsMargins(24, 16, 24, 12)
        column.setSpacing(12)
        self.banner = ErrorBanner("embeddings", middle)
        self.data_notice = DataNotice("embeddings", middle)
        self._stack = QStackedWidget(middle)
        self._empty = EmptyPage(self._stack)
        self._stack.addWidget(self._empty)
        self.results = ResultsPane(theme, self._stack)
        self._stack.addWidget(self.results)
        column.addWidget(self.banner)
        column.addWidget(self.data_notice)
        column.addWidget(self._stack, 1)
        self.panel = ParameterPanel("embeddings", self)
        self.model_box = self.panel.add_model_box(embeds)
        self.panel.add_plain(self._hint())
        lay_out_tab(self, splitter, right=self.panel)
        self.texts.stop_requested.connect(self.stop_requested)
        keys_within(self, "Esc", self.stop_requested)

    def set_busy(self, busy: bool) -> None:
        """Something runs, or no longer."""
        self.texts.set_busy(busy)
        self.results.set_busy(busy)
        self._empty.set_busy(busy)

    def show_analysis(self, analysis: Analysis, seconds: float) -> None:
        """Show the results of a run that took so long."""
        self.results.show_analysis(analysis)
        self._stack.setCurrentWidget(self.results)
        self.show_call(analysis.tokens, seconds)

    def show_ranking(self, texts: Sequence[str], ranking: Sequence[Ranked]) -> None:
        """Show the texts as they are ranked."""
        self.results.search.show_ranking(texts, ranking)
        self.results.show_search()

    def show_call(self, tokens: int | None, seconds: float) -> None:
        """Say what a call took."""
        took = self.tr("{seconds} s").format(seconds=f"{seconds:.2f}")
        counted = "" if tokens is None else self.tr("{count} tokens").format(count=f"{tokens:,}")
        self.texts.usage.setText(" · ".join(part for part in (counted, took) if part))

    def show_stopped(self) -> None:
        """A run was stopped; what was there before is still shown."""
        self.texts.usage.setText(self.tr("Stopped"))

    def show_saved(self, path: Path) -> None:
        """The vectors were written."""
        self.texts.usage.setText(self.tr("Saved as {name}").format(name=path.name))
        self.texts.usage.setToolTip(str(path))

    def show_origin(self, model: str, profile: str) -> None:
        """Mark results that come from another model or server than is chosen; "" unmarks."""
        sentence = ""
        if profile:
            sentence = self.tr(
                "These vectors are of “{model}” at “{profile}”, which is not connected now. Run "
                "again to search; vectors of two models cannot be compared."
            ).format(model=model, profile=profile)
        elif model:
            sentence = self.tr(
                "These vectors are of “{model}”, and a search asks that model too. Run again for "
                "those of the model that is chosen now."
            ).format(model=model)
        self.results.show_notice(sentence)

    def _hint(self) -> QWidget:
        hint = label(
            self.tr(
                "An embedding model turns a text into a list of numbers. Texts of a similar "
                "meaning get similar numbers, whatever their words."
            ),
            "muted",
        )
        hint.setWordWrap(True)
        return hint
