"""Builds and wires the objects of the running program, and ends them in order."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

from desktop_app.core.credentials import Credentials
from desktop_app.core.profiles import environment_profile
from desktop_app.formulas import FormulaProcess
from desktop_app.service.connection import Connection
from desktop_app.service.headroom_meter import HeadroomMeter
from desktop_app.service.local_engine import LocalEngine
from desktop_app.service.quirks import QuirkMemory
from desktop_app.shell.headroom import HeadroomPresenter
from desktop_app.shell.instance.request import Request
from desktop_app.shell.ledger.keeper import LedgerKeeper
from desktop_app.shell.presence import Presence
from desktop_app.shell.profiles import ProfileList
from desktop_app.shell.reports.presenter import ReportsPresenter
from desktop_app.shell.tab_registry import tab_entries
from desktop_app.shell.welcome.presenter import WelcomePresenter
from desktop_app.shell.window_memory import WindowMemory
from desktop_app.shell.window_presenter import WindowPresenter
from desktop_app.storage.keys import KeyStore
from desktop_app.storage.model_cache import ModelCache
from desktop_app.storage.refusals import StoredRefusals
from desktop_app.storage.settings_store import SettingsStore
from desktop_app.tabs.archive import Archive
from desktop_app.tabs.services import Services
from desktop_app.tabs.session import Session
from desktop_app.ui.transcript import FormulaRenderer

if TYPE_CHECKING:
    from desktop_app.command_line import Arguments
    from desktop_app.core.paths import Paths
    from desktop_app.core.profiles import Profile
    from desktop_app.first_paint import Start


def _engine_environ(asked: Arguments, paths: Paths) -> Mapping[str, str] | None:
    """What the engine caches goes where all the rest goes."""
    return {**os.environ, "LLMHUB_ENGINE_CACHE": str(paths.cache)} if asked.data_dir else None


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
        self.keys = keys = KeyStore(
            start.paths.key_file,
            start.loaded.settings.key_place,
            keyring_name=start.paths.keyring_name,
        )
        environment = environment_profile(environ)
        if environment is not None:
            keys.remember_for_session(environment[0].name, Credentials(environment[1]))
        profiles = self._profiles = ProfileList(
            self._settings, environment[0] if environment else None
        )
        profile = profiles.at_start(asked.profile)
        is_told = bool(environment or asked.profile or asked.files)
        self._is_first_run = start.loaded.is_first and not is_told
        engine = LocalEngine(environ=_engine_environ(asked, start.paths))
        cache = ModelCache(start.paths.model_lists)
        self._refusals = StoredRefusals(start.paths.refusals_file)
        self.ledger = LedgerKeeper(
            start.paths.ledger_file, enabled=start.loaded.settings.keeps_ledger
        )
        meter = HeadroomMeter(self.ledger.log)
        connection = Connection(
            profile,
            engine=engine,
            memory=QuirkMemory(self._refusals),
            observer=meter,
            on_audio_base_learned=self._on_audio_base_learned,
        )
        self._session = Session(connection, keys, profile, cache)
        start.window.banner.follow(self._session.retry_wait)
        meter.on_measured = HeadroomPresenter(start.window, self._session).show
        self._session.use_model_file(start.loaded.settings.local_model_file)
        engine.on_progress = self._session.on_engine_progress
        self._archive = Archive(start.paths.conversations)
        self._formulas = FormulaRenderer(FormulaProcess())
        services = Services(
            self._session,
            self._settings,
            start.theme,
            start.paths,
            self._archive,
            self._formulas,
            refusals=self._refusals,
        )
        self._presenter = WindowPresenter(
            start.window, tab_entries(), services, profiles, keys, self.ledger
        )
        self._settings.on_failed = self._presenter.say_settings_not_saved
        self.reports = ReportsPresenter(start.window, services, profiles, keys)
        self._welcome = WelcomePresenter(
            start.window, self._presenter, self._settings, keys, self.ledger.log
        )
        self._memory = WindowMemory(start.window, tab_entries(), self._settings)
        self._presence = Presence(start.window, self._presenter, services)
        self._profile_missing = bool(asked.profile) and not profiles.knows(asked.profile)
        self.closed = self._presenter.closed

    def _on_audio_base_learned(self, profile: Profile, base: str) -> None:
        self._profiles.keep_audio_base(profile, base)
        self._session.note_audio_base(profile, base)

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
                self._refusals.close,
                self.ledger.close,
                self._session.close,
                self._archive.close,
                self._formulas.close,
                self._presenter.close,
                self._welcome.close,
                self.reports.close,
                self._presence.close,
            ):
                ending.push_async_callback(close)
