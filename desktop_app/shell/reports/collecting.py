"""Collects the facts of a report; what asks the disk or the keyring is asked in a thread."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.errors import DatabaseUnusable
from desktop_app.shell.reports.kept_facts import KeptFacts
from desktop_app.shell.reports.program_facts import ProgramFacts
from desktop_app.shell.reports.sections import Section, as_text
from desktop_app.shell.reports.working_facts import WorkingFacts

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop_app.core.logs.crashes import Crash
    from desktop_app.shell.profiles import ProfileList
    from desktop_app.storage.keys import KeyStore
    from desktop_app.tabs.services import Services

_PATIENCE = 10.0  # seconds; a keyring or a network drive may never answer


class Collector(QObject):
    """Makes the text of a report; one that does not answer is left out by name."""

    def __init__(
        self,
        window: QWidget,
        services: Services,
        profiles: ProfileList,
        keys: KeyStore,
        crash: Crash | None,
    ) -> None:
        super().__init__()
        self._window = window
        self._services = services
        self._profiles = profiles
        self._keys = keys
        self._crash = crash
        self._program = ProgramFacts(self)
        self._kept = KeptFacts(self)
        self._working = WorkingFacts(self)

    async def diagnostics(self) -> str:
        """Everything that helps to find out why something does not work."""
        services, kept, working = self._services, self._kept, self._working
        asked = await asyncio.gather(
            self._patiently(self.tr("Folders"), asyncio.to_thread(kept.folders, services.paths)),
            self._patiently(self.tr("Conversations"), kept.conversations(services.archive)),
            self._patiently(self.tr("Keys"), asyncio.to_thread(kept.keys, self._keys)),
            self._patiently(self.tr("Sound"), working.sound()),
            self._patiently(self.tr("Packages"), asyncio.to_thread(self._program.packages)),
        )
        *first, packages = asked
        return self._text(
            self._program.program(),
            self._program.desktop(self._window),
            kept.servers(self._profiles.all(), services.session.profile),
            working.connection(services.session),
            *first,
            packages,
        )

    async def error_report(self) -> str:
        """What went wrong, and where."""
        log = await asyncio.to_thread(self._working.log, self._services.paths.log_file)
        crash = () if self._crash is None else (self._working.crash(self._crash),)
        return self._text(self._program.program(), *crash, log)

    def _text(self, *sections: Section) -> str:
        moment = datetime.now().astimezone().isoformat(" ", "seconds")
        return as_text(self.tr("LLM Hub Desktop, {moment}").format(moment=moment), sections)

    async def _patiently(self, title: str, section: Awaitable[Section]) -> Section:
        try:
            return await asyncio.wait_for(section, _PATIENCE)
        except TimeoutError:
            return Section(title, [("", self.tr("It does not answer."))])
        except (OSError, DatabaseUnusable) as error:
            return Section(title, [("", type(error).__name__)])
