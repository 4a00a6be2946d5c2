"""The presenter of the search for a server's base URL."""

from __future__ import annotations

import asyncio
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.errors import HubError
from desktop_app.service.address_search import Attempt, Finding, best_of, search_address
from desktop_app.service.observing import NOBODY
from desktop_app.ui.announcing import announce
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile
    from desktop_app.service.observing import CallObserver
    from desktop_app.shell.settings.servers.page import ServersPage

_LONGEST = 15.0  # seconds that a person who saves is kept waiting


class AddressSearch(QObject):
    """Asks in the background, and says what was asked and what came of it.

    `parent` outlives the dialog, which does not wait for a call to end.
    """

    def __init__(self, parent: QObject, page: ServersPage, observer: CallObserver = NOBODY) -> None:
        super().__init__(parent)
        self._observer = observer
        self._page = page
        self._attempts: dict[str, Attempt] = {}
        self._words = ErrorText(self)
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self._on_failed)
        self._runner.busy_changed.connect(self._on_busy)

    def toggle(self, typed: str, profile: Profile, credentials: Credentials) -> None:
        """Begin a search, or end the one that runs."""
        if self._runner.busy:
            self._runner.cancel()  # what was asked stays in sight
            return
        self._attempts = {}
        self._runner.start(self._run(typed, profile, credentials))

    def cancel(self) -> None:
        """End the search; another server is shown."""
        self._attempts = {}
        self._runner.cancel()

    async def close(self) -> None:
        """End the search and wait for its end."""
        await self._runner.close()

    def end(self) -> None:
        """The dialog is closed: nothing more is to be shown."""
        self._runner.busy_changed.disconnect(self._on_busy)
        self._runner.failed.disconnect(self._on_failed)
        self._runner.retire(self)

    async def completed(self, typed: str, profile: Profile, credentials: Credentials) -> str:
        """The address that answers to what was typed without its path, or "" when none does."""
        attempts: dict[str, Attempt] = {}
        search = search_address(typed, profile, credentials, self._observer)
        self._page.show_search(self.tr("Asking …"), busy=False)
        with suppress(HubError, TimeoutError):
            async with asyncio.timeout(_LONGEST), aclosing(search) as asked:
                async for attempt in asked:
                    attempts[attempt.url] = attempt
                    self._page.show_search(self._line(attempt), busy=False)
        self._page.show_search("", busy=False)
        found = best_of(attempts.values())
        return found.url if found is not None else ""

    async def _run(self, typed: str, profile: Profile, credentials: Credentials) -> None:
        search = search_address(typed, profile, credentials, self._observer)
        async with aclosing(search) as attempts:
            async for attempt in attempts:
                self._attempts[attempt.url] = attempt
                self._page.show_search(self._said(), busy=True)
        found = best_of(self._attempts.values())
        if found is not None:
            self._page.url.setText(found.url)

    def _said(self) -> str:
        return "\n".join(self._line(attempt) for attempt in self._attempts.values())

    def _line(self, attempt: Attempt) -> str:
        match attempt.finding:
            case Finding.ASKING:
                text = self.tr("{url} …")
            case Finding.ANSWERS:
                text = self.tr("{url}: answers")
            case Finding.WANTS_KEY:
                text = self.tr("{url}: is there, but does not take this key")
            case Finding.NOTHING_THERE:
                text = self.tr("{url}: nothing there")
        return text.format(url=attempt.url)

    def _on_busy(self, busy: bool) -> None:
        if busy:
            self._page.show_search(self.tr("Asking …"), busy=True)
            return
        asked = [a for a in self._attempts.values() if a.finding is not Finding.ASKING]
        self._attempts = {attempt.url: attempt for attempt in asked}
        said = self._said()
        if asked and best_of(asked) is None:
            said += "\n" + self.tr("None of these is an OpenAI-compatible server.")
        self._page.show_search(said, busy=False)
        announce(self._page.url, said)

    def _on_failed(self, error: Exception) -> None:
        self._page.checked["url"].say_problem(self._words.sentence(error))
