"""Builds and wires the objects of the running program, and ends them in order."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from desktop_app.formulas import FormulaProcess
from desktop_app.server_access import ServerAccess
from desktop_app.shell.headroom import HeadroomPresenter
from desktop_app.shell.instance.request import Request
from desktop_app.shell.presence import Presence
from desktop_app.shell.reports.presenter import ReportsPresenter
from desktop_app.shell.tab_registry import tab_entries
from desktop_app.shell.welcome.presenter import WelcomePresenter
from desktop_app.shell.window_memory import WindowMemory
from desktop_app.shell.window_presenter import WindowPresenter
from desktop_app.storage.settings_store import SettingsStore
from desktop_app.tabs.archive import Archive
from desktop_app.tabs.services import Services
from desktop_app.ui.transcript import FormulaRenderer

if TYPE_CHECKING:
    from desktop_app.command_line import Arguments
    from desktop_app.first_paint import Start


class Program:
    """All objects of the running program; made inside the loop."""

    def __init__(self, start: Start, asked: Arguments, environ: Mapping[str, str]) -> None:
        start.window.furnish(tab_entries())
        start.theme.follow_system()
        self._window = start.window
        self._loaded = start.loaded
        self._asked = asked
        self._environ = environ
        self._settings = SettingsStore(start.paths.settings_file, start.loaded.settings)
        access = self._access = ServerAccess(self._settings, start.paths, asked, environ)
        session, profiles = access.session, access.profiles
        self.keys, self.ledger = access.keys, access.ledger
        is_told = bool(access.environment or asked.profile or asked.files)
        self._is_first_run = start.loaded.is_first and not is_told
        start.window.banner.follow(session.retry_wait)
        access.meter.on_measured = HeadroomPresenter(start.window, session).show
        self._archive = Archive(start.paths.conversations)
        self._formulas = FormulaRenderer(FormulaProcess())
        services = Services(
            session,
            self._settings,
            start.theme,
            start.paths,
            self._archive,
            self._formulas,
            refusals=access.refusals,
        )
        self._presenter = WindowPresenter(
            start.window, tab_entries(), services, profiles, self.keys, self.ledger
        )
        self._settings.on_failed = self._presenter.say_settings_not_saved
        self.reports = ReportsPresenter(start.window, services, profiles, self.keys)
        self._welcome = WelcomePresenter(
            start.window, self._presenter, self._settings, self.keys, self.ledger.log
        )
        self._memory = WindowMemory(start.window, tab_entries(), self._settings)
        self._presence = Presence(start.window, self._presenter, services)
        self._profile_missing = bool(asked.profile) and not profiles.knows(asked.profile)
        self.closed = self._presenter.closed

    def start(self) -> None:
        """Show the tab of the last time and connect."""
        if self._loaded.moved_aside is not None:
            self._presenter.say_settings_were_broken(self._loaded.moved_aside)
        if self._profile_missing:
            self._presenter.say_profile_missing(self._asked.profile)
        self._archive.start()
        self.reports.start()
        request = Request.of(self._asked, self._environ)
        self._presence.start(request)
        if self._is_first_run and request.shows_window:
            self._welcome.show()

    def take(self, request: Request) -> None:
        """Do what a later start of the program asks for."""
        self._presence.take(request)

    async def close(self) -> None:
        """End all tasks, close the client, stop the engine, write the settings.

        What fails keeps nothing else from its end; it is raised when all have ended.
        """
        self._memory.end()
        self._window.hide()
        async with AsyncExitStack() as ending:  # from the last to the first
            for close in (
                self._settings.close,
                self._access.close,
                self._archive.close,
                self._formulas.close,
                self._presenter.close,
                self._welcome.close,
                self.reports.close,
                self._presence.close,
            ):
                ending.push_async_callback(close)
