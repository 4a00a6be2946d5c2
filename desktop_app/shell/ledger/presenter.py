"""The presenter of the ledger's window: what concerns all calls. The chosen one has its own."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.core.errors import DatabaseUnusable
from desktop_app.shell.ledger.chosen_call import ChosenCall
from desktop_app.shell.ledger.listing import Listing
from desktop_app.shell.ledger.view import LedgerWindow
from desktop_app.shell.window_memory import remember_splitters
from desktop_app.ui.errors.ledger_text import LedgerText
from desktop_app.ui.in_pieces import in_pieces
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.call_filter import CallFilter
    from desktop_app.core.calls import CallSummary
    from desktop_app.shell.ledger.keeper import LedgerKeeper
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.session import Session
    from desktop_app.ui.theme import ThemeManager


class LedgerPresenter(QObject):
    """Made when the window is first opened; it lives as long as the program."""

    def __init__(
        self,
        view: LedgerWindow,
        keeper: LedgerKeeper,
        session: Session,
        settings: SettingsStore,
    ) -> None:
        super().__init__(view)
        self._keeper = keeper
        self._settings = settings
        self._words = LedgerText(self)
        self.view = view
        self.view.restore(settings.current.ledger_geometry)
        remember_splitters(self.view, settings)
        self.view.show_enabled(enabled=keeper.enabled)
        self._listing = Listing(self.view, keeper, self)
        self._chosen = ChosenCall(self.view, keeper, session, self)
        self._totals = TaskRunner(self)
        self._work = TaskRunner(self)
        for runner in (self._totals, self._work):
            runner.failed.connect(self._show_error)
        for part in (self._listing, self._chosen):
            part.failed.connect(self._show_error)
        keeper.call_added.connect(self._on_call_added)
        keeper.enabled_changed.connect(self._show_enabled)
        keeper.problem_found.connect(self._show_error)
        self.view.shown.connect(self._on_shown)
        self.view.page_turned.connect(self._on_page_turned)
        self.view.hidden.connect(self._keep_geometry)
        self.view.enabled_changed.connect(self._on_enabled_changed)
        self.view.clear_requested.connect(lambda: self._work.start(self._clear()))
        self.view.export_requested.connect(self._choose_file)
        self.view.totals.wanted.connect(self._load_totals)

    @classmethod
    async def make(
        cls,
        parent: QWidget,
        keeper: LedgerKeeper,
        session: Session,
        settings: SettingsStore,
        theme: ThemeManager,
    ) -> Self:
        """Make the window in pieces, so that the one that is in use is not held up."""
        view = LedgerWindow(theme, parent)
        await in_pieces(view.build())
        return cls(view, keeper, session, settings)

    def open(self) -> None:
        """Show the window, in front."""
        if self.view.isVisible():
            self.view.raise_()
        self.view.show()
        self.view.activateWindow()
        if self._keeper.problem is not None:
            self._show_error(self._keeper.problem)

    async def close(self) -> None:
        """The program ends."""
        if self.view.isVisible():
            self._keep_geometry()
            self.view.hide()
        await asyncio.gather(
            self._listing.close(), self._chosen.close(), self._totals.close(), self._work.close()
        )

    def _on_shown(self) -> None:
        self._listing.begin(chooses=True)
        self._on_page_turned()

    def _on_page_turned(self) -> None:
        if self.view.is_on_totals:
            self._load_totals()

    def _on_call_added(self, call: CallSummary) -> None:
        if not self.view.isVisible():
            return
        self._listing.add(call)
        self._chosen.on_added(call)
        self._on_page_turned()

    def _load_totals(self) -> None:
        self._totals.start(self._show_totals())

    async def _show_totals(self) -> None:
        ledger = await self._keeper.ledger()
        self.view.totals.show_totals(await ledger.totals(self.view.totals.current()))

    def _on_enabled_changed(self, enabled: bool) -> None:
        self._keeper.set_enabled(enabled)
        self._settings.update(self._settings.current._replace(keeps_ledger=enabled))

    def _show_enabled(self, enabled: bool) -> None:
        self.view.show_enabled(enabled=enabled)
        self._listing.show_hint()

    async def _clear(self) -> None:
        ledger = await self._keeper.ledger()
        await ledger.clear()
        self._listing.begin()
        self._load_totals()

    def _choose_file(self) -> None:
        dialog = QFileDialog(self.view, self.tr("Export the listed calls"))
        dialog.setObjectName("ledger.export_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("HTTP archive (*.har)")])
        dialog.setDefaultSuffix("har")
        dialog.selectFile("calls.har")
        dialog.fileSelected.connect(lambda name: self.export(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def export(self, path: Path) -> None:
        """Save the calls that the filter leaves as an HTTP archive."""
        self._work.start(self._export(path, self.view.calls.filter.current()))

    async def _export(self, path: Path, wanted: CallFilter) -> None:
        from desktop_app.storage.ledger.har import write_har

        ledger = await self._keeper.ledger()
        try:
            count = await asyncio.to_thread(lambda: write_har(path, ledger.records(wanted)))
        except OSError as error:
            sentence = self.tr("The calls could not be saved: {reason}.")
            self.view.banner.show_sentence(sentence.format(reason=error.strerror or error))
            return
        self.view.calls.filter.show_note(self.tr("Calls saved: %n", "", count))

    def _keep_geometry(self) -> None:
        geometry = self.view.geometry_text()
        self._settings.update(self._settings.current._replace(ledger_geometry=geometry))

    def _show_error(self, error: Exception) -> None:
        if isinstance(error, DatabaseUnusable):
            self.view.banner.show_sentence(self._words.sentence(error))
        else:
            self.view.banner.show_error(error, can_retry=False)
