"""Builds and wires all objects, runs the loop and ends everything in order.

Only what the first paint needs is imported at the top; asyncio, qasync and the rest follow it.
"""

from __future__ import annotations

import desktop_app.plain_imports  # noqa: F401 - before PySide6

# isort: split
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QApplication

from desktop_app import __version__
from desktop_app.command_line import Arguments, parse_arguments
from desktop_app.core.logs.runs import noted_run
from desktop_app.core.paths import portable_paths
from desktop_app.core.settings import LoadedSettings, load_settings
from desktop_app.platform_folders import platform_paths
from desktop_app.shell.main_window import MainWindow
from desktop_app.shell.tab_registry import tab_entries
from desktop_app.ui.theme import ThemeManager

if TYPE_CHECKING:
    from desktop_app.core.logs.runs import Run
    from desktop_app.core.paths import Paths
    from desktop_app.defects import Watch

_LONGEST_ENDING = 30.0  # seconds; what hangs then is ended, and the next start tells of it
# Seconds for which a thread that runs Python keeps the window waiting, each time the window comes
# back from Qt. With Python's own 5 ms a busy thread takes half of the frames away.
_SWITCH_INTERVAL = 0.001
APP_ID = "io.github.llmhub_desktop.LLMHubDesktop"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program until its window is closed; the exit code."""
    asked = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    paths = portable_paths(asked.data_dir) if asked.data_dir else platform_paths()
    with noted_run(paths.runs, f"LLM Hub Desktop {__version__}") as run:
        app = new_application()
        start = prepare(app, paths)
        start.window.show()
        # The window is on the screen before anything heavy is imported.
        app.processEvents()
        return _run(app, start, asked, run)


def new_application() -> QApplication:
    """The Qt application, named as the desktop knows it."""
    sys.setswitchinterval(_SWITCH_INTERVAL)
    # The style sheet is made for Fusion. Naming it here costs nothing; QApplication.setStyle would
    # build Python's view of QStyle with all its enums, a tenth of the time to the first paint.
    app = QApplication([sys.argv[0], "-style", "fusion"])
    app.setApplicationName("llmhub-desktop")
    app.setApplicationDisplayName("LLM Hub Desktop")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(APP_ID)
    # The window hides and asks to be closed; the loop ends when everything else has.
    app.setQuitOnLastWindowClosed(False)
    return app


class Start(NamedTuple):
    """What the first paint needs: the empty window in its theme, and the settings."""

    window: MainWindow
    theme: ThemeManager
    paths: Paths
    loaded: LoadedSettings


def prepare(app: QApplication, paths: Paths) -> Start:
    """Read the settings and make the window, not yet shown."""
    loaded = load_settings(paths.settings_file)
    theme = ThemeManager(app, loaded.settings.theme)
    window = MainWindow(tab_entries())
    window.restore(loaded.settings.window_geometry)
    return Start(window, theme, paths, loaded)


def _run(app: QApplication, start: Start, asked: Arguments, run: Run) -> int:
    import asyncio
    import signal

    from desktop_app.defects import everything_noted
    from desktop_app.event_loop import new_event_loop
    from desktop_app.garbage_collection import GuiThreadCollector

    GuiThreadCollector(app)

    async def live(watch: Watch) -> None:
        loop = asyncio.get_running_loop()
        watch.defects.watch(loop)
        program = Program(start, asked, os.environ)
        watch.log.mask(program.keys.known_secrets)
        for name in ("SIGTERM", "SIGHUP"):
            if number := getattr(signal, name, None):  # Windows knows no SIGHUP
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(program.closed.set))
        program.start()
        try:
            await program.closed.wait()
        finally:
            run.limit_ending(_LONGEST_ENDING)
            await program.close()

    with (
        everything_noted(start.paths.log_file, run) as watch,
        asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner,
    ):
        try:
            runner.run(live(watch))
        except KeyboardInterrupt:  # everything was closed in order
            return 128 + signal.SIGINT
    return 0


def _engine_environ(asked: Arguments, paths: Paths) -> Mapping[str, str] | None:
    """What the engine caches goes where all the rest goes."""
    return {**os.environ, "LLMHUB_ENGINE_CACHE": str(paths.cache)} if asked.data_dir else None


class Program:
    """All objects of the running program; made inside the loop."""

    def __init__(self, start: Start, asked: Arguments, environ: Mapping[str, str]) -> None:
        from desktop_app.core.credentials import Credentials
        from desktop_app.core.profiles import environment_profile
        from desktop_app.formulas import FormulaProcess
        from desktop_app.service.connection import Connection
        from desktop_app.service.headroom_meter import HeadroomMeter
        from desktop_app.service.local_engine import LocalEngine
        from desktop_app.service.quirks import QuirkMemory
        from desktop_app.shell.headroom import HeadroomPresenter
        from desktop_app.shell.ledger.keeper import LedgerKeeper
        from desktop_app.shell.profiles import ProfileList
        from desktop_app.shell.window_presenter import WindowPresenter
        from desktop_app.storage.keys import KeyStore
        from desktop_app.storage.model_cache import ModelCache
        from desktop_app.storage.refusals import StoredRefusals
        from desktop_app.storage.settings_store import SettingsStore
        from desktop_app.tabs.archive import Archive
        from desktop_app.tabs.services import Services
        from desktop_app.tabs.session import Session
        from desktop_app.ui.transcript import FormulaRenderer

        start.window.furnish(tab_entries())
        start.theme.follow_system()
        self._window = start.window
        self._loaded = start.loaded
        self._asked = asked
        self._settings = SettingsStore(start.paths.settings_file, start.loaded.settings)
        self.keys = keys = KeyStore(
            start.paths.key_file,
            start.loaded.settings.key_place,
            keyring_name=start.paths.keyring_name,
        )
        environment = environment_profile(environ)
        if environment is not None:
            keys.remember_for_session(environment[0].name, Credentials(environment[1]))
        profiles = ProfileList(self._settings, environment[0] if environment else None)
        profile = profiles.at_start(asked.profile)
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
            on_audio_base_learned=profiles.keep_audio_base,
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
        self._profile_missing = bool(asked.profile) and not profiles.knows(asked.profile)
        self.closed = self._presenter.closed

    def start(self) -> None:
        """Show the tab of the last time and connect."""
        if self._loaded.moved_aside is not None:
            self._presenter.say_settings_were_broken(self._loaded.moved_aside)
        if self._profile_missing:
            self._presenter.say_profile_missing(self._asked.profile)
        self._archive.start()
        self._presenter.start()
        if self._asked.files:
            self._presenter.open_files(self._asked.files)

    async def close(self) -> None:
        """End all tasks, close the client, stop the engine, write the settings.

        What fails keeps nothing else from its end; it is raised when all have ended.
        """
        from contextlib import AsyncExitStack

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
            ):
                ending.push_async_callback(close)
