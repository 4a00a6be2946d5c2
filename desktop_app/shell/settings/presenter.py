"""The presenter of the settings dialog: edits a draft and puts it in force at Save."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.core.errors import HubError, KeyringUnavailable
from desktop_app.core.profiles import ENVIRONMENT_NAME, LOCAL, normal_key, normal_url
from desktop_app.shell.settings.conversations import ConversationsPresenter
from desktop_app.shell.settings.drafts import Draft, Drafts
from desktop_app.shell.settings.view import SettingsView
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.storage.keys import KeyStore
    from desktop_app.storage.settings_store import SettingsStore
    from desktop_app.tabs.archive import Archive


class SettingsPresenter(QObject):
    """Lives as long as its dialog.

    `saved` tells the profiles that are not as they were: dict[str, str], former name to new name.
    """

    saved = Signal(object)

    def __init__(
        self, parent: QWidget, settings: SettingsStore, keys: KeyStore, archive: Archive
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._keys = keys
        self._words = ErrorText(self)
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self._on_failed)
        self._drafts = Drafts(settings.current.profiles)
        self._row = 0
        self._changed: dict[str, str] = {}
        self.view = SettingsView(parent)
        self.view.show_theme(settings.current.theme)
        self.view.model_file.setText(settings.current.local_model_file)
        self.view.profile_picked.connect(self._on_picked)
        self.view.add_requested.connect(self._on_add)
        self.view.remove_requested.connect(self._on_remove)
        self.view.model_file_wanted.connect(self._on_model_file_wanted)
        self.view.save_requested.connect(self._on_save)
        self.view.finished.connect(self._on_finished)
        self._conversations = ConversationsPresenter(parent, self.view, archive)

    def open(self) -> None:
        """Show the dialog; the keys follow from the keyring."""
        self._show()
        self.view.open()
        self._conversations.start()
        self._runner.start(self._read_keys())

    async def close(self) -> None:
        """The program ends while the dialog is open; what is being saved goes on meanwhile."""
        await self._conversations.close()

    async def _read_keys(self) -> None:
        for draft in tuple(self._drafts.rows):
            try:
                key = await self._keys.get(draft.saved_name)
            except KeyringUnavailable as error:
                self._on_failed(error)
            else:
                self._fill(draft, key)

    def _fill(self, draft: Draft, key: str) -> None:
        shown = draft is self._shown()
        if not draft.key_typed and not (shown and self.view.key.isModified()):
            draft.key = key
            if shown:
                self.view.key.setText(key)

    def _shown(self) -> Draft | None:
        return self._drafts.rows[self._row] if self._drafts.rows else None

    def _show(self) -> None:
        draft = self._shown()
        names = [row.name for row in self._drafts.rows]
        self.view.show_profile_names(names, -1 if draft is None else self._row)
        if draft is None:
            self.view.show_profile("", "", "")
        else:
            self.view.show_profile(draft.name, draft.url, draft.key)

    def _take(self) -> None:
        draft = self._shown()
        if draft is None:
            return
        draft.name = self.view.name.text().strip()
        draft.url = normal_url(self.view.url.text())
        if self.view.key.isModified():
            draft.key = self.view.key.text()
            draft.key_typed = True

    def _on_picked(self, row: int) -> None:
        self._take()
        self._row = max(row, 0)
        self._show()

    def _on_add(self) -> None:
        self._take()
        self._drafts.rows.append(Draft("", self.tr("New server"), ""))
        self._row = len(self._drafts.rows) - 1
        self._show()
        self.view.name.setFocus()
        self.view.name.selectAll()

    def _on_remove(self) -> None:
        if self._shown() is None:
            return
        self._drafts.remove(self._row)
        self._row = max(0, self._row - 1)
        self._show()

    def _on_model_file_wanted(self) -> None:
        dialog = QFileDialog(self.view, self.tr("Choose a model file"))
        dialog.setNameFilters([self.tr("GGUF models (*.gguf)"), self.tr("All files (*)")])
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self.view.model_file.setText)
        dialog.open()

    def _on_save(self) -> None:
        self._take()
        problem = self._problem()
        self.view.show_problem(problem)
        if not problem:
            self._runner.start(self._save())

    def _problem(self) -> str:
        names = [draft.name for draft in self._drafts.rows]
        for draft in self._drafts.rows:
            if not draft.name:
                return self.tr("Each server needs a name.")
            if draft.name in {LOCAL.name, ENVIRONMENT_NAME}:
                return self.tr("The name “{name}” is taken by the program itself.").format(
                    name=draft.name
                )
            if names.count(draft.name) > 1:
                return self.tr("Two servers are named “{name}”.").format(name=draft.name)
            if not draft.url.startswith(("http://", "https://")):
                return self.tr("The base URL of “{name}” is missing.").format(name=draft.name)
            try:
                draft.key = normal_key(draft.key)
            except HubError as error:
                return self._words.sentence(error)
        return ""

    async def _save(self) -> None:
        unread = await self._drafts.take_keys_along(self._keys)
        before = self._settings.current
        model_file = self.view.model_file.text().strip()
        self._settings.update(
            before._replace(
                profiles=self._drafts.profiles(before.profiles),
                theme=self.view.theme(),
                local_model_file=model_file,
            )
        )
        self._changed |= self._drafts.changes(before.profiles)
        if model_file != before.local_model_file:
            self._changed[LOCAL.name] = LOCAL.name
        unkept = await self._drafts.store_keys(self._keys)
        failure = unread or unkept
        if failure is None:
            self.view.accept()
        else:
            self._on_failed(failure)

    def _on_failed(self, error: Exception) -> None:
        # The settings are in force; only a key could not be kept.
        self.view.show_problem(self._words.sentence(error))

    def _on_finished(self) -> None:
        self.saved.emit(self._changed)
        self.view.deleteLater()
        self._runner.retire(self)  # the keyring may still be answering
