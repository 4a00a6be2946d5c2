"""Connects the window with the session, the settings and the ledger."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.ending import all_ended
from desktop_app.core.settings import Theme
from desktop_app.shell.connection_display import ConnectionDisplay
from desktop_app.shell.help.presenter import HelpPresenter
from desktop_app.shell.menu.standard import StandardEntries
from desktop_app.shell.palette.presenter import PalettePresenter
from desktop_app.shell.tab_deck import TabDeck
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile
    from desktop_app.shell.ledger.keeper import LedgerKeeper
    from desktop_app.shell.ledger.presenter import LedgerPresenter
    from desktop_app.shell.main_window import MainWindow
    from desktop_app.shell.profiles import ProfileList
    from desktop_app.shell.settings.presenter import SettingsPresenter
    from desktop_app.shell.settings.replacement import SettingsReplacement
    from desktop_app.shell.tab_registry import TabEntry
    from desktop_app.storage.keys import KeyStore
    from desktop_app.tabs.services import Services

_SETTINGS = (
    "desktop_app.shell.settings.presenter",
    "desktop_app.shell.settings.replacement",
    "desktop_app.shell.login_start",
)  # modules


class WindowPresenter(QObject):
    """Owns the tabs and dialogs; changes profile and theme when a person asks for it."""

    def __init__(
        self,
        window: MainWindow,
        entries: Sequence[TabEntry],
        services: Services,
        profiles: ProfileList,
        keys: KeyStore,
        ledger: LedgerKeeper,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._profiles = profiles
        self._keys = keys
        self._ledger = ledger
        self._ledger_window: LedgerPresenter | None = None
        self._opening = TaskRunner(self)
        self._opening_settings = TaskRunner(self)
        self.tabs = TabDeck(window, entries, services)
        self._settings_dialog: SettingsPresenter | None = None
        self._replacement: SettingsReplacement | None = None
        self.closed = asyncio.Event()
        window.profile_chosen.connect(self._on_profile_chosen)
        window.theme_switch_requested.connect(self._on_theme_switch)
        window.settings_requested.connect(self._on_settings)
        window.ledger_requested.connect(self._on_ledger)
        window.reconnect_requested.connect(services.session.refresh)
        window.quit_requested.connect(self.closed.set)
        self._help = HelpPresenter(window, [entry.title for entry in entries], self.tabs.make)
        PalettePresenter(window)
        StandardEntries(window, entries, services.theme, services.settings, self.tabs.open_files)
        ConnectionDisplay(window, services, self.tabs)

    def start(self) -> None:
        """Show the tab of the last time and connect to the profile."""
        session = self._services.session
        self._show_profiles()
        self.tabs.start()
        session.use(session.profile)

    def add_server(self, profile: Profile, on_added: Callable[[], None]) -> None:
        """Let a person set up a server that begins as `profile`, and use it then."""
        before = self._profiles.names()

        def use_new(_changed: object) -> None:
            new = [name for name in self._profiles.names() if name not in before]
            if new:
                self.choose_profile(new[0])
                on_added()

        self._open_settings(profile, use_new)

    def choose_profile(self, name: str) -> None:
        """Use the server of that name, as if it had been chosen in the window."""
        if self._profiles.knows(name):
            self._on_profile_chosen(name)
            self._show_profiles()
        else:
            self.say(self.tr("There is no server named “{name}”.").format(name=name))

    def say_settings_were_broken(self, moved_aside: Path) -> None:
        """The settings file could not be read; it lies elsewhere now."""
        self.say(
            self.tr(
                "The settings file could not be read, so the defaults are used. The file is kept "
                "as {path}."
            ).format(path=moved_aside)
        )

    def say_profile_missing(self, name: str) -> None:
        """The command line asked for a profile that does not exist."""
        self.say(
            self.tr(
                "There is no server named “{name}”; the model on this computer is used."
            ).format(name=name)
        )

    def say_settings_not_saved(self, error: OSError) -> None:
        """The settings are in force but cannot be written."""
        self.say(
            self.tr("The settings could not be saved: {reason}.").format(
                reason=error.strerror or error
            )
        )

    async def close(self) -> None:
        """End the tabs and what else is open."""
        await self._opening.close()
        await self._opening_settings.close()
        owners = (self.tabs, self._help, self._settings_dialog, self._ledger_window)
        await all_ended(owner.close() for owner in owners if owner is not None)

    def _on_profile_chosen(self, name: str) -> None:
        settings = self._services.settings
        settings.update(settings.current._replace(profile=name))
        self._window.banner.clear()
        self._services.session.use(self._profiles.named(name))

    def _on_theme_switch(self) -> None:
        theme = Theme.LIGHT if self._services.theme.colours.is_dark else Theme.DARK
        self._services.theme.choose(theme)
        settings = self._services.settings
        settings.update(settings.current._replace(theme=theme))

    def _on_ledger(self) -> None:
        if self._ledger_window is not None:
            self._ledger_window.open()
        elif not self._opening.busy:
            self._opening.start(self._open_ledger())

    async def _open_ledger(self) -> None:
        await asyncio.to_thread(importlib.import_module, "desktop_app.shell.ledger.presenter")
        from desktop_app.shell.ledger.presenter import LedgerPresenter

        services = self._services
        self._ledger_window = await LedgerPresenter.make(
            self._window, self._ledger, services.session, services.settings, services.theme
        )
        self._ledger_window.open()

    def _on_settings(self) -> None:
        self._open_settings()

    def _open_settings(
        self, adding: Profile | None = None, on_saved: Callable[[object], None] | None = None
    ) -> None:
        if self._settings_dialog is None and not self._opening_settings.busy:
            self._opening_settings.start(self._show_settings(adding, on_saved))

    async def _show_settings(
        self, adding: Profile | None, on_saved: Callable[[object], None] | None
    ) -> None:
        for name in _SETTINGS:
            await asyncio.to_thread(importlib.import_module, name)
        from desktop_app.shell.login_start import login_start
        from desktop_app.shell.settings.presenter import SettingsPresenter
        from desktop_app.shell.settings.replacement import SettingsReplacement

        if self._replacement is None:
            self._replacement = SettingsReplacement(
                self._window, self._services.settings, self._on_settings_saved
            )
            await asyncio.sleep(0)  # the window's turn
        presenter = await SettingsPresenter.make(
            self._window,
            self._services.settings,
            self._keys,
            self._services.archive,
            login_start(self._services.paths),
            self._ledger.log,
            adding,
        )
        presenter.saved.connect(self._on_settings_saved)
        if on_saved is not None:
            presenter.saved.connect(on_saved)
        presenter.replaced.connect(self._replacement.offer)
        presenter.open()
        self._settings_dialog = presenter

    def _on_settings_saved(self, changed: dict[str, str]) -> None:
        self._settings_dialog = None
        store, session = self._services.settings, self._services.session
        self._services.theme.choose(store.current.theme)
        self._services.theme.resize_text(store.current.text_size)
        self._ledger.set_enabled(store.current.keeps_ledger)
        session.use_model_file(store.current.local_model_file)
        if store.current.profile in changed:
            store.update(store.current._replace(profile=changed[store.current.profile]))
        if session.profile.name in changed:  # else what is being answered goes on
            session.use(self._profiles.named(changed[session.profile.name]))
        self._show_profiles()

    def say(self, sentence: str) -> None:
        """Tell the person something that concerns the whole window."""
        banner = self._window.banner
        banner.step_back(False)
        banner.show_sentence("\n".join(filter(None, (banner.text, sentence))))

    def _show_profiles(self) -> None:
        self._window.show_profiles(self._profiles.names(), self._services.session.profile.name)
