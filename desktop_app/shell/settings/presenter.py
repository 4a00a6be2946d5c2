"""The presenter of the settings dialog: edits a draft and puts it in force at Save."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.core.errors import HubError
from desktop_app.core.profiles import LOCAL, Profile, normal_key, normal_url
from desktop_app.shell.settings.view import SettingsView
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.storage.keys import KeyStore
    from desktop_app.storage.settings_store import SettingsStore


@dataclass(slots=True)
class _Draft:
    """A profile as it stands in the dialog; `saved_name` is "" for a new one."""

    saved_name: str
    name: str
    url: str
    audio_base: str = ""
    key: str = ""
    saved_key: str = ""

    def profile(self) -> Profile:
        """What the settings keep of it."""
        return Profile(self.name, self.url, audio_base=self.audio_base)

    def key_changed(self) -> bool:
        """Whether the keyring has to be told."""
        return self.key != self.saved_key or self.name != self.saved_name


class SettingsPresenter(QObject):
    """Lives as long as its dialog. `saved` tells whether servers, keys or model file changed."""

    saved = Signal(bool)

    def __init__(self, parent: QWidget, settings: SettingsStore, keys: KeyStore) -> None:
        super().__init__(parent)
        self._settings = settings
        self._keys = keys
        self._words = ErrorText(self)
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self._on_failed)
        self._drafts = [
            _Draft(profile.name, profile.name, profile.base_url, profile.audio_base)
            for profile in settings.current.profiles
        ]
        self._row = 0
        self._removed: list[str] = []
        self._connection_changed = False
        self.view = SettingsView(parent)
        self.view.show_theme(settings.current.theme)
        self.view.model_file.setText(settings.current.local_model_file)
        self.view.profile_picked.connect(self._on_picked)
        self.view.add_requested.connect(self._on_add)
        self.view.remove_requested.connect(self._on_remove)
        self.view.model_file_wanted.connect(self._on_model_file_wanted)
        self.view.save_requested.connect(self._on_save)
        self.view.finished.connect(self._on_finished)

    def open(self) -> None:
        """Show the dialog; the keys follow from the keyring."""
        self._show()
        self.view.open()
        self._runner.start(self._read_keys())

    async def _read_keys(self) -> None:
        for draft in self._drafts:
            draft.key = draft.saved_key = await self._keys.get(draft.saved_name)
        if self._drafts and not self.view.key.isModified():
            self.view.key.setText(self._drafts[self._row].key)

    def _show(self) -> None:
        names = [draft.name for draft in self._drafts]
        self.view.show_profile_names(names, self._row if names else -1)
        if names:
            draft = self._drafts[self._row]
            self.view.show_profile(draft.name, draft.url, draft.key)
        else:
            self.view.show_profile("", "", "")

    def _take(self) -> None:
        if not self._drafts:
            return
        draft = self._drafts[self._row]
        draft.name = self.view.name.text().strip()
        draft.url = normal_url(self.view.url.text())
        draft.key = self.view.key.text()

    def _on_picked(self, row: int) -> None:
        self._take()
        self._row = max(row, 0)
        self._show()

    def _on_add(self) -> None:
        self._take()
        self._drafts.append(_Draft("", self.tr("New server"), ""))
        self._row = len(self._drafts) - 1
        self._show()
        self.view.name.setFocus()
        self.view.name.selectAll()

    def _on_remove(self) -> None:
        if not self._drafts:
            return
        self._removed.append(self._drafts.pop(self._row).saved_name)
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
        names = [draft.name for draft in self._drafts]
        taken = {LOCAL.name, "Environment"}
        for draft in self._drafts:
            if not draft.name or names.count(draft.name) > 1 or draft.name in taken:
                return self.tr("Each server needs a name of its own; “Local” is taken.")
            if not draft.url.startswith(("http://", "https://")):
                return self.tr("The base URL of “{name}” is missing.").format(name=draft.name)
            try:
                draft.key = normal_key(draft.key)
            except HubError as error:
                return self._words.sentence(error)
        return ""

    async def _save(self) -> None:
        before = self._settings.current
        self._settings.update(
            before._replace(
                profiles=tuple(draft.profile() for draft in self._drafts),
                theme=self.view.theme(),
                local_model_file=self.view.model_file.text().strip(),
            )
        )
        changed = [draft for draft in self._drafts if draft.key_changed()]
        now = self._settings.current
        self._connection_changed |= bool(
            changed
            or now.profiles != before.profiles
            or now.local_model_file != before.local_model_file
        )
        for draft in changed:
            await self._keys.set(draft.name, draft.key)
        for name in filter(None, self._removed):
            await self._keys.set(name, "")
        self.view.accept()

    def _on_failed(self, error: Exception) -> None:
        # The settings are in force; only a key could not be kept.
        self.view.show_problem(self._words.sentence(error))

    def _on_finished(self) -> None:
        self.saved.emit(self._connection_changed)
        self.view.deleteLater()
        self._runner.cancel()
        if self._runner.busy:  # the keyring may still be answering
            self._runner.busy_changed.connect(self.deleteLater)
        else:
            self.deleteLater()
