"""The presenter of the rows about the person's session."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.errors import LoginStartUnchangeable
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.shell.login_start import LoginStart
    from desktop_app.shell.settings.desktop_rows import DesktopRows
    from desktop_app.storage.settings_store import SettingsStore


class DesktopPresenter(QObject):
    """Lives as long as the dialog."""

    def __init__(
        self, rows: DesktopRows, settings: SettingsStore, login: LoginStart, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._settings = settings
        self._login = login
        self._was_on: bool | None = None  # until the disk has told
        self._runner = TaskRunner(self)
        rows.show_on_close(settings.current.on_close)
        rows.setEnabled(False)

    def start(self) -> None:
        """Show what there is."""
        self._runner.start(self._show())

    async def save(self) -> None:
        """Put in force what the rows say.

        Raises:
            LoginStartUnchangeable: the system does not let it; the rest is in force.
        """
        self._settings.update(self._settings.current._replace(on_close=self._rows.on_close()))
        wanted = self._rows.at_login()
        if self._was_on is None or wanted == self._was_on:
            return
        try:
            await asyncio.to_thread(self._login.set_on, wanted)
        except OSError as error:
            raise LoginStartUnchangeable(error.strerror or str(error)) from error
        self._was_on = wanted

    def end(self) -> None:
        """The dialog goes; the disk may still be answering."""
        self._runner.retire(self)

    async def close(self) -> None:
        """The program ends while the dialog is open."""
        await self._runner.close()

    async def _show(self) -> None:
        self._was_on = await asyncio.to_thread(self._login.is_on)
        self._rows.show_at_login(on=self._was_on)
        self._rows.setEnabled(True)
