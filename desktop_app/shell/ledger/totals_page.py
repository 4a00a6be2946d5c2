"""Totals a day, a model, a profile: as a plot and as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.call_filter import Total, TotalsOf
from desktop_app.shell.ledger.words import seconds
from desktop_app.ui.plots.bar_chart import BarChart
from desktop_app.ui.plots.bars import Bar
from desktop_app.ui.widgets import card, describe, label, named

if TYPE_CHECKING:
    from desktop_app.ui.theme import ThemeManager

_DAYS = 14  # at least so many are plotted, up to the present one
_ROW_HEIGHT = 36


class TotalsPage(QWidget):
    """Asks for totals and shows them."""

    wanted = Signal(object)  # TotalsOf

    def __init__(self, theme: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._of = named(QComboBox(), "ledger.totals_of")
        describe(self._of, self.tr("Totals of"))
        self._measure = named(QComboBox(), "ledger.measure")
        describe(self._measure, self.tr("What is plotted"))
        self._plot = BarChart("ledger.plot", self.tr("Totals as a plot"), theme)
        self._table = named(QTableWidget(), "ledger.totals", self.tr("Totals"))
        self._totals: list[Total] = []
        self._arrange()
        for of, text in (
            (TotalsOf.DAY, self.tr("By day")),
            (TotalsOf.MODEL, self.tr("By model")),
            (TotalsOf.PROFILE, self.tr("By profile")),
        ):
            self._of.addItem(text, of.value)
        self._measure.addItem(self.tr("Tokens"), "tokens")
        self._measure.addItem(self.tr("Calls"), "calls")
        self._of.currentIndexChanged.connect(lambda: self.wanted.emit(self.current()))
        self._measure.currentIndexChanged.connect(self._show_plot)

    def current(self) -> TotalsOf:
        """What totals are wanted of."""
        return TotalsOf(self._of.currentData())

    def show_totals(self, totals: Sequence[Total]) -> None:
        """Show these sums."""
        self._totals = list(totals)
        self._show_table()
        self._show_plot()

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._of)
        row.addWidget(self._measure)
        row.addStretch(1)
        row.addWidget(label(self.tr("Over all calls that are kept: those of 30 days"), "muted"))
        table = self._table
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_ROW_HEIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 12, 0, 0)
        layout.setSpacing(12)
        layout.addLayout(row)
        layout.addWidget(card(self._plot, 8), 3)
        layout.addWidget(table, 2)

    def _show_table(self) -> None:
        titles = [
            {
                TotalsOf.DAY: self.tr("Day"),
                TotalsOf.MODEL: self.tr("Model"),
                TotalsOf.PROFILE: self.tr("Profile"),
            }[self.current()],
            self.tr("Calls"),
            self.tr("Failed"),
            self.tr("Tokens in"),
            self.tr("Tokens out"),
            self.tr("Mean duration"),
        ]
        self._table.setColumnCount(len(titles))
        for column, title in enumerate(titles):
            heading = QTableWidgetItem(title)
            heading.setTextAlignment(_alignment(column))
            self._table.setHorizontalHeaderItem(column, heading)
        self._table.setRowCount(len(self._totals))
        locale = QLocale()
        for row, total in enumerate(self._totals):
            counts = (total.calls, total.failed, total.tokens_in, total.tokens_out)
            cells = [self._name(total.name), *map(locale.toString, counts), seconds(total.seconds)]
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_alignment(column))
                self._table.setItem(row, column, item)
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        for column in range(len(titles)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def _show_plot(self) -> None:
        totals = self._with_empty_days() if self.current() is TotalsOf.DAY else self._totals
        of_tokens = self._measure.currentData() == "tokens"
        if of_tokens:
            legend = (self.tr("Tokens out"), self.tr("Tokens in"))
        else:
            legend = (self.tr("Succeeded"), self.tr("Failed"))
        bars = []
        for total in totals:
            first, second = (
                (total.tokens_out, total.tokens_in)
                if of_tokens
                else (total.calls - total.failed, total.failed)
            )
            bars.append(Bar(self._short(total.name), first, second, self._sentence(total)))
        self._plot.show_bars(bars, legend, columns=self.current() is TotalsOf.DAY)

    def _with_empty_days(self) -> list[Total]:
        """Days without a call are days too; the oldest first, as time goes."""
        known = {total.name: total for total in self._totals}
        today = date.today()  # noqa: DTZ011 - the days are those of this computer's clock
        first = min([today - timedelta(days=_DAYS - 1), *map(date.fromisoformat, known)])
        days = ((first + timedelta(days=n)).isoformat() for n in range((today - first).days + 1))
        return [known.get(day, Total(day, 0, 0, 0, 0, None)) for day in days]

    def _sentence(self, total: Total) -> str:
        locale = QLocale()
        template = self.tr(
            "{name}: {calls} calls, {failed} failed, {before} tokens in, {after} tokens out"
        )
        return template.format(
            name=self._name(total.name),
            calls=locale.toString(total.calls),
            failed=locale.toString(total.failed),
            before=locale.toString(total.tokens_in),
            after=locale.toString(total.tokens_out),
        )

    def _name(self, name: str) -> str:
        if self.current() is not TotalsOf.DAY:
            return name
        day = QDate.fromString(name, Qt.DateFormat.ISODate)
        return QLocale().toString(day, QLocale.FormatType.ShortFormat)

    def _short(self, name: str) -> str:
        if self.current() is not TotalsOf.DAY:
            return name
        day = QDate.fromString(name, Qt.DateFormat.ISODate)
        return QLocale().toString(day, "d MMM")


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
