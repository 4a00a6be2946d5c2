"""Fills the list of calls, page by page, and keeps it up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, Signal

from desktop_app.core.call_filter import CallFilter
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.calls import CallSummary
    from desktop_app.shell.ledger.keeper import LedgerKeeper
    from desktop_app.shell.ledger.view import LedgerWindow
    from desktop_app.storage.ledger import Ledger

_PAGE = 200  # calls
_NEWEST = 2**62  # an id above all


class Listing(QObject):
    """Serves the page of calls."""

    failed = Signal(object)

    def __init__(self, view: LedgerWindow, keeper: LedgerKeeper, parent: QObject) -> None:
        super().__init__(parent)
        self._view = view
        self._page = view.calls
        self._keeper = keeper
        self._filter = CallFilter()
        self._next = _NEWEST
        self._kept = 0  # calls that the filter leaves, but for its text
        self._listed = 0
        self._is_loaded = False
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self.failed)
        self._adding = TaskRunner(self)
        self._adding.failed.connect(self.failed)
        self._page.filter.changed.connect(self._on_filter_changed)
        self._page.more_wanted.connect(lambda: self._runner.start(self._load_more()))

    def begin(self, *, chooses: bool = False) -> None:
        """List from the newest on; `chooses` it."""
        self._next, self._listed, self._is_loaded = _NEWEST, 0, False
        self._page.clear()
        self.show_hint()
        self._runner.start(self._load(chooses=chooses))

    def add(self, call: CallSummary) -> None:
        """A call was recorded."""
        if self._filter.text:
            self._adding.start(self._add_if_found(call))
        elif self._filter.leaves(call):
            self._prepend(call)

    def show_hint(self) -> None:
        """Say why nothing is listed."""
        if not self._is_loaded:
            words = ""
        elif not self._filter.is_empty:
            words = self.tr("No call matches.")
        elif self._keeper.enabled:
            words = self.tr(
                "No calls yet. Every call of every tab is listed here as soon as it has ended."
            )
        else:
            words = self.tr("Calls are not recorded. Check “Record calls” to begin.")
        self._page.show_hint(words, is_filtered=self._is_loaded and not self._filter.is_empty)

    async def close(self) -> None:
        """End what is being read."""
        await self._runner.close()
        await self._adding.close()

    def _on_filter_changed(self, wanted: CallFilter) -> None:
        self._filter = wanted
        self.begin()

    async def _load(self, *, chooses: bool) -> None:
        ledger = await self._keeper.ledger()
        await ledger.prune()
        self._page.filter.show_profiles(await ledger.profiles())
        self._view.show_count(await ledger.count(CallFilter()))
        self._kept = await ledger.count(self._filter)
        await self._load_page(ledger)
        if chooses:
            self._page.choose_newest()

    async def _load_more(self) -> None:
        await self._load_page(await self._keeper.ledger())

    async def _load_page(self, ledger: Ledger) -> None:
        """Read until a page is full: a search reads a slice of the calls at a time."""
        wanted = _PAGE
        while self._next and wanted > 0:
            calls, self._next = await ledger.page(self._filter, before=self._next, limit=wanted)
            wanted -= len(calls)
            self._listed += len(calls)
            is_full = not self._next or wanted <= 0
            self._page.append(calls, has_more=bool(is_full and self._next))
            self._show_count()
        self._is_loaded = True
        self.show_hint()

    async def _add_if_found(self, call: CallSummary) -> None:
        ledger = await self._keeper.ledger()
        found, _ = await ledger.page(self._filter, before=call.id + 1, limit=1)
        if found and found[0].id == call.id:
            self._prepend(call)

    def _prepend(self, call: CallSummary) -> None:
        if self._page.prepend(call):
            self._kept += 1
            self._listed += 1
            self._view.show_count(1)
            self._show_count()

    def _show_count(self) -> None:
        locale = QLocale()
        if self._filter.text:
            more = "+" if self._next else ""
            words = self.tr("{count} found").format(count=locale.toString(self._listed) + more)
        elif self._kept == 1:
            words = self.tr("1 call")
        else:
            words = self.tr("{count} calls").format(count=locale.toString(self._kept))
        self._page.filter.show_count(words)
