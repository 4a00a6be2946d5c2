"""The presenter of the page on which settings are taken along, taken over and reset."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from desktop_app import __version__
from desktop_app.core.atomic_file import write_atomically
from desktop_app.core.credentials import NO_CREDENTIALS
from desktop_app.core.errors import (
    FileUnreadable,
    FileUnwritable,
    KeysUnavailable,
    SettingsFileProblem,
    SettingsFileUnusable,
)
from desktop_app.core.settings_transfer import (
    LARGEST,
    Takeover,
    exported,
    new_servers,
    read_exported,
    reset,
    take_over,
)
from desktop_app.shell.settings.transfer_words import TransferWords
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.file_dialog import choose_files, choose_new_file
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.core.settings import Settings
    from desktop_app.shell.settings.view import SettingsView
    from desktop_app.storage.keys import KeyStore
    from desktop_app.storage.settings_store import SettingsStore


class TransferPresenter(QObject):
    """Lives as long as the dialog, which ends when other settings are in force."""

    replaced = Signal(object, str)  # the former Settings, and what was done in a sentence

    def __init__(
        self, parent: QWidget, view: SettingsView, settings: SettingsStore, keys: KeyStore
    ) -> None:
        super().__init__(parent)
        self._view = view
        self._page = view.transfer
        self._settings = settings
        self._keys = keys
        self._words = TransferWords(self)
        self._errors = ErrorText(self)
        self._takeover: Takeover | None = None
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self._on_failed)
        self._page.export_requested.connect(self._on_export)
        self._page.import_requested.connect(self._on_import)
        self._page.takeover_confirmed.connect(self._on_takeover)
        self._page.reset_confirmed.connect(self._on_reset)
        view.finished.connect(lambda: self._runner.retire(self))

    async def close(self) -> None:
        """End what is being read or written."""
        await self._runner.close()

    def _on_export(self) -> None:
        choose_new_file(
            self._view,
            "settings.export_dialog",
            self.tr("Export the settings"),
            self._filters(),
            "llmhub-desktop-settings.json",
            lambda path: self._start(self._export(path)),
        )

    def _on_import(self) -> None:
        choose_files(
            self._view,
            "settings.import_dialog",
            self.tr("Import settings"),
            self._filters(),
            lambda paths: self._start(self._look_at(paths[0])),
        )

    def _on_takeover(self) -> None:
        if self._takeover is not None:
            said = self.tr("The settings were taken over; the former ones are kept as {file}.")
            self._start(self._replace(self._takeover.settings, said, "before-import"))

    def _on_reset(self) -> None:
        said = self.tr("The settings are as on the first day; the former ones are kept as {file}.")
        self._start(self._replace(reset(self._settings.current), said, "before-reset"))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        self._page.show_problem("")
        self._page.say("")
        self._runner.start(work)

    async def _export(self, path: Path) -> None:
        content = exported(self._settings.current, __version__)
        try:
            await asyncio.to_thread(write_atomically, path, content)
        except OSError as error:
            raise FileUnwritable(path.name, error.strerror or "") from error
        self._page.say(self.tr("Saved as {name}. There are no keys in it.").format(name=path.name))

    async def _look_at(self, path: Path) -> None:
        try:
            content = await asyncio.to_thread(_read, path)
        except OSError as error:
            raise FileUnreadable(path.name, error.strerror or "") from error
        if len(content) > LARGEST:
            raise SettingsFileUnusable(SettingsFileProblem.SOMETHING_ELSE, path.name)
        found = take_over(self._settings.current, read_exported(content, path.name))
        if not found.changes:
            said = self.tr("All that is in {name} is in force already.")
            self._page.say(said.format(name=path.name))
            return
        self._takeover = found
        self._page.ask(path.name, self._words.changes(found))

    async def _replace(self, settings: Settings, said: str, reason: str) -> None:
        former = self._settings.current
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
        kept = self._settings.path.with_name(f"settings.{reason}-{stamp}.json")
        try:
            await asyncio.to_thread(write_atomically, kept, exported(former, __version__))
        except OSError as error:
            raise FileUnwritable(kept.name, error.strerror or "") from error
        for name in new_servers(former, settings):
            # What an earlier server of that name may have left in the keyring is not for this one.
            with suppress(KeysUnavailable):
                await self._keys.set(name, NO_CREDENTIALS)
        self._settings.update(settings)
        self.replaced.emit(former, said.format(file=kept.name))
        self._view.accept()

    def _filters(self) -> list[str]:
        return [self.tr("Settings (*.json)"), self.tr("All files (*)")]

    def _on_failed(self, error: BaseException) -> None:
        self._page.show_problem(self._errors.sentence(error))


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return stream.read(LARGEST + 1)
