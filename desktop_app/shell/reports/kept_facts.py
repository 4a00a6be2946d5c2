"""Facts about what the program keeps: folders, conversations, servers, where keys are kept."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.base_url import without_password
from desktop_app.core.profiles import NO_PROXY, SYSTEM_PROXY, ProfileKind
from desktop_app.shell.reports.sections import Section
from desktop_app.shell.settings.key_place_text import KeyPlaceText
from desktop_app.ui.data_size import data_size
from desktop_app.ui.errors import ErrorText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.core.paths import Paths
    from desktop_app.core.profiles import Profile
    from desktop_app.storage.keys import KeyStore
    from desktop_app.tabs.archive import Archive

_VARIABLES = ("API_KEY", "API_BASE", "OPENAI_API_KEY", "OPENAI_BASE_URL", "HTTPS_PROXY", "NO_PROXY")


class KeptFacts(QObject):
    """Each method makes a section. `folders` and `keys` are for a thread: they ask the disk."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._errors = ErrorText(self)
        self._key_words = KeyPlaceText(Path(), self)

    def folders(self, paths: Paths) -> Section:
        """Where everything lies, how much it is, and how much room is left."""
        names = (self.tr("Settings"), self.tr("Data"), self.tr("State"), self.tr("Cache"))
        rows = [(name, self._folder(folder)) for name, folder in zip(names, paths[:4], strict=True)]
        rows.append((self.tr("Recordings"), self._content(paths.recordings)))
        return Section(self.tr("Folders"), rows)

    async def conversations(self, archive: Archive) -> Section:
        """Whether the database can be used, and its backups."""
        database = await archive.database()
        backups = await database.backups.available()
        held = await database.counts()
        problem = archive.problem
        state = self.tr("in order") if problem is None else self._errors.sentence(problem)
        newest = backups[0].made.astimezone().isoformat(" ", "minutes") if backups else "–"
        return Section(
            self.tr("Conversations"),
            [
                (self.tr("Database"), state),
                (self.tr("Conversations"), str(held.get("conversations", 0))),
                (self.tr("Messages"), str(held.get("messages", 0))),
                (self.tr("Backups"), str(len(backups))),
                (self.tr("Newest backup"), newest),
            ],
        )

    def servers(self, profiles: Sequence[Profile], current: Profile) -> Section:
        """Names and hosts; no key, no value of a header and no password."""
        return Section(
            self.tr("Servers"),
            [
                (f"{'* ' if each.name == current.name else ''}{each.name}", self._server(each))
                for each in profiles
            ],
        )

    def keys(self, keys: KeyStore) -> Section:
        """Where keys are kept, and which variables could name one."""
        set_ones = [name for name in _VARIABLES if os.environ.get(name)]
        return Section(
            self.tr("Keys"),
            [
                (self.tr("Kept"), self._key_words.name(keys.place)),
                (self.tr("Keyring"), _keyring()),
                (self.tr("Variables that are set"), ", ".join(set_ones) or "–"),
            ],
        )

    def _server(self, profile: Profile) -> str:
        if profile.kind is ProfileKind.LOCAL:
            return self.tr("the model on this computer")
        facts = [profile.host]
        if profile.proxy not in {SYSTEM_PROXY, NO_PROXY}:
            facts.append(self.tr("proxy {proxy}").format(proxy=without_password(profile.proxy)[0]))
        elif profile.proxy == NO_PROXY:
            facts.append(self.tr("no proxy"))
        if profile.ca_file:
            facts.append(self.tr("own certificate authority"))
        if profile.client_certificate:
            facts.append(self.tr("client certificate"))
        if profile.header_names:
            headers = self.tr("further headers: {count}")
            facts.append(headers.format(count=len(profile.header_names)))
        return ", ".join(facts)

    def _folder(self, folder: Path) -> str:
        if not folder.exists():
            return self.tr("{path}, not there yet").format(path=short_path(folder))
        room = data_size(shutil.disk_usage(folder).free)
        facts = [
            short_path(folder),
            self._content(folder),
            self.tr("{size} free").format(size=room),
        ]
        if not os.access(folder, os.W_OK):
            facts.append(self.tr("cannot be written"))
        return ", ".join(facts)

    def _content(self, folder: Path) -> str:
        sizes = [
            entry.stat().st_size
            for place, _, names in os.walk(folder)
            for entry in (Path(place, name) for name in names)
            if entry.is_file()
        ]
        files = self.tr("files: {count}").format(count=len(sizes))
        return f"{files}, {data_size(sum(sizes))}"


def short_path(path: Path) -> str:
    """A path without the name of the person, where it is in their home."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)


def _keyring() -> str:
    import keyring

    backend = keyring.get_keyring()
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
