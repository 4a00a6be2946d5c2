"""Does what a person chooses on the card of the first run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.base_url import origin_of
from desktop_app.core.credentials import Credentials
from desktop_app.core.errors import HubError, KeysUnavailable
from desktop_app.core.profiles import LLM_HUB, LOCAL, Profile
from desktop_app.service.connect import open_client
from desktop_app.ui.errors import ErrorText
from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.service.observing import CallObserver
    from desktop_app.shell.main_window import MainWindow
    from desktop_app.shell.welcome.view import WelcomeCard
    from desktop_app.shell.window_presenter import WindowPresenter
    from desktop_app.storage.keys import KeyStore
    from desktop_app.storage.settings_store import SettingsStore


class WelcomePresenter(QObject):
    """Makes the card when it is wanted; Chat shows it, above a prompt that works meanwhile."""

    def __init__(
        self,
        window: MainWindow,
        presenter: WindowPresenter,
        settings: SettingsStore,
        keys: KeyStore,
        observer: CallObserver,
    ) -> None:
        super().__init__(window)
        self._presenter = presenter
        self._settings = settings
        self._keys = keys
        self._observer = observer
        self._words = ErrorText(self)
        self._card: WelcomeCard | None = None
        self._checking = TaskRunner(self)
        self._checking.busy_changed.connect(self._on_busy)
        self._checking.failed.connect(self._on_failed)
        menu = window.menu
        menu.add("welcome", self.tr("First steps"), self.show, where=menu.help, shortcut="Ctrl+F2")

    def show(self) -> None:
        """Show the card."""
        from desktop_app.shell.welcome.view import WelcomeCard

        if self._card is not None:
            self._presenter.tabs.show_tab("chat")
            return
        card = self._card = WelcomeCard()
        card.local_chosen.connect(self._on_local)
        card.key_entered.connect(self._on_key)
        card.server_chosen.connect(self._on_server)
        card.dismissed.connect(self.dismiss)
        self._presenter.tabs.show_in_chat(card, self.dismiss)
        card.take_escape(watch=True)

    def dismiss(self) -> None:
        """Take the card away; a person has begun."""
        card, self._card = self._card, None
        if card is None:
            return
        self._checking.cancel()
        card.take_escape(watch=False)
        card.hide()
        card.deleteLater()

    async def close(self) -> None:
        """End a check that runs."""
        await self._checking.close()

    def _on_local(self) -> None:
        self._presenter.choose_profile(LOCAL.name)
        self.dismiss()
        self._presenter.tabs.focus_prompt()

    def _on_server(self, profile: Profile) -> None:
        self._presenter.add_server(profile, self.dismiss)

    def _on_key(self, key: str) -> None:
        if key:
            self._checking.start(self._check(key))
        elif self._card is not None:
            self._card.say(self.tr("Put in your key first."), is_problem=True)

    async def _check(self, key: str) -> None:
        """Ask the server for its models with the key; only what it takes is kept."""
        profile = self._hub()
        self._say(self.tr("Asking {host} …").format(host=profile.host))
        client = await open_client(profile, Credentials(key), observer=self._observer)
        try:
            await client.list_models()
        finally:
            await client.close()
        unkept = ""
        try:
            origin = origin_of(profile.base_url)
            await self._keys.set(profile.name, Credentials(key, origin=origin))
        except KeysUnavailable as error:
            unkept = self._words.sentence(error)
        self._presenter.choose_profile(profile.name)
        self.dismiss()
        self._presenter.tabs.focus_prompt()
        if unkept:
            self._presenter.say(unkept)

    def _hub(self) -> Profile:
        """The hub as it is in the settings; put there again if it was removed."""
        current = self._settings.current
        known = [profile for profile in current.profiles if profile.name == LLM_HUB.name]
        if not known:
            self._settings.update(current._replace(profiles=(*current.profiles, LLM_HUB)))
        return known[0] if known else LLM_HUB

    def _on_busy(self, busy: bool) -> None:
        if self._card is not None:
            self._card.set_busy(busy)

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, HubError):
            self._say(self._words.sentence(error), is_problem=True)

    def _say(self, sentence: str, *, is_problem: bool = False) -> None:
        if self._card is not None:
            self._card.say(sentence, is_problem=is_problem)
