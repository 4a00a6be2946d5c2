"""The look of a comparison: the question, and below it a column for each model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.tabs.chat.compare.column import AnswerColumn
from desktop_app.tabs.chat.compare.comparison import MOST
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.focus_in_view import FocusInView
from desktop_app.ui.widgets import icon_button, label, named, polish

if TYPE_CHECKING:
    from desktop_app.ui.theme import ThemeManager
    from desktop_app.ui.transcript import FormulaRenderer


class CompareView(QWidget):
    """Columns share the width; where they get too narrow, they are scrolled."""

    stop_requested = Signal(int)  # the column's place, from 0
    retry_requested = Signal(int)
    keep_requested = Signal(int)
    close_requested = Signal()

    def __init__(
        self,
        theme: ThemeManager,
        formulas: FormulaRenderer | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        named(self, "chat.comparison", self.tr("Answers side by side"))
        self._theme = theme
        self._formulas = formulas
        self.columns: list[AnswerColumn] = []  # those that have been shown once
        self._question = named(ElidedLabel(), "chat.compared_question")
        self._question.setProperty("role", "section")
        self._row = QHBoxLayout()
        self._row.setContentsMargins(16, 0, 16, 4)
        self._row.setSpacing(12)
        self._content = QWidget()
        self._content.setLayout(self._row)
        area = QScrollArea(widgetResizable=True)
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._content)
        FocusInView(area, AnswerColumn)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._head())
        layout.addWidget(area, 1)
        theme.colours_changed.connect(self._on_colours_changed)
        self._turns = QTimer(self, singleShot=True, interval=0)
        self._turns.timeout.connect(self._prepare_column)

    def prepare(self) -> None:
        """Make the columns ahead of their use, one in a turn of the event loop."""
        self._turns.start()

    def show_question(self, question: str, count: int) -> None:
        """Show `count` columns below a question."""
        self._question.setText(question)
        while len(self.columns) < count:
            self._add_column()
        for place, column in enumerate(self.columns):
            column.setVisible(place < count)

    def clear(self) -> None:
        """Forget the texts of the columns."""
        for column in self.columns:
            column.transcript.clear_messages()

    def _head(self) -> QHBoxLayout:
        self._close = icon_button(
            "chat.close_comparison",
            "close",
            self.tr("Show the conversation; all answers stay as branches of it"),
        )
        self._close.clicked.connect(self.close_requested)
        self.setFocusProxy(self._close)
        hint = label(self.tr("Keep one answer to go on with it. The others stay as branches."))
        hint.setProperty("role", "muted")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._question)
        words.addWidget(hint)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.addLayout(words, 1)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _prepare_column(self) -> None:
        if len(self.columns) < MOST:
            self._add_column()
            self.columns[-1].hide()
            polish(self.columns[-1])
            self._turns.start()

    def _add_column(self) -> None:
        place = len(self.columns)
        column = AnswerColumn(place + 1, self._theme, self._formulas, self._content)
        column.stop_requested.connect(lambda: self.stop_requested.emit(place))
        column.retry_requested.connect(lambda: self.retry_requested.emit(place))
        column.keep_requested.connect(lambda: self.keep_requested.emit(place))
        self._row.addWidget(column, 1)
        # It was made later than all that follows it on the screen.
        column.take_keyboard_after(self.columns[-1].last_stop if self.columns else self._close)
        self.columns.append(column)

    def _on_colours_changed(self) -> None:
        for column in self.columns:
            column.take_style(self._theme)
