"""The presenter of the page about the conversations that are kept."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.shell.settings.backup_table import moment
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.core.backups import Backup
    from desktop_app.shell.settings.view import SettingsView
    from desktop_app.tabs.archive import Archive


class ConversationsPresenter(QObject):
    """Lists and restores backups, and empties the bin. Lives as long as the dialog."""

    def __init__(self, parent: QWidget, view: SettingsView, archive: Archive) -> None:
        super().__init__(parent)
        self._page = view.conversations
        self._archive = archive
        self._words = ErrorText(self)
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self._on_failed)
        self._runner.busy_changed.connect(self._page.set_busy)
        self._page.restore_requested.connect(self._on_restore)
        self._page.empty_bin_requested.connect(self._on_empty_bin)
        self._page.folder_requested.connect(self._on_folder)
        view.finished.connect(self._on_finished)

    def start(self) -> None:
        """Show what there is."""
        self._runner.start(self._show())

    async def close(self) -> None:
        """End what is being done; a restore goes to its end."""
        await self._runner.close()

    def _on_restore(self, backup: Backup) -> None:
        self._start(self._restore(backup))

    def _on_empty_bin(self) -> None:
        self._start(self._empty_bin())

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._page.show_problem("")
        self._runner.start(work)

    async def _restore(self, backup: Backup) -> None:
        self._page.show_state(self.tr("Restoring …"))
        try:
            await self._archive.restore(backup.path)
        finally:
            await self._show()
        self._page.show_state(
            self.tr(
                "The conversations of {moment} are back. What was there before is at the top of "
                "the list."
            ).format(moment=moment(backup.made))
        )

    async def _empty_bin(self) -> None:
        database = await self._archive.database()
        await database.bin.empty()
        await self._show()

    async def _show(self) -> None:
        database = await self._archive.database()
        self._page.show_backups(await database.backups.available())
        self._page.show_bin(await database.bin.count(), database.bin.kept.days)

    def _on_folder(self) -> None:
        folder = self._archive.folder
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self._page.show_problem(
                self.tr("The folder cannot be shown: {path}").format(path=folder)
            )

    def _on_failed(self, error: BaseException) -> None:
        self._page.show_problem(self._words.sentence(error))

    def _on_finished(self) -> None:
        self._runner.busy_changed.disconnect(self._page.set_busy)  # it goes with the dialog
        self._runner.retire(self)
