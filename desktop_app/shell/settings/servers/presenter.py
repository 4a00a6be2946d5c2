"""The presenter of the page about servers: edits drafts, and says what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.base_url import lacks_path
from desktop_app.core.credentials import NO_CREDENTIALS
from desktop_app.core.errors import KeyringUnavailable, KeysUnavailable
from desktop_app.core.profiles import Profile
from desktop_app.shell.settings.drafts import Drafts
from desktop_app.shell.settings.servers.checking import DraftChecks
from desktop_app.shell.settings.servers.staying_key import StayingKey
from desktop_app.ui.errors import ErrorText

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.shell.settings.draft import Draft
    from desktop_app.shell.settings.servers.address_search import AddressSearch
    from desktop_app.shell.settings.servers.page import ServersPage
    from desktop_app.storage.keys import KeyStore


class ServersPresenter(QObject):
    """`test_requested` carries the server as it stands: Profile, Credentials."""

    test_requested = Signal(object, object)

    def __init__(
        self,
        parent: QObject,
        page: ServersPage,
        profiles: Sequence[Profile],
        keys: KeyStore,
        search: AddressSearch,
    ) -> None:
        super().__init__(parent)
        self.drafts = Drafts(profiles)
        self._page = page
        self._keys = keys
        self._row = 0
        self._words = ErrorText(self)
        self._checks = DraftChecks(self)
        self._search = search
        self._staying_key = StayingKey(self, page, self._shown)
        page.profile_picked.connect(self._on_picked)
        page.add_menu.chosen.connect(self.add)
        page.remove_requested.connect(self._on_remove)
        page.key_edited.connect(self._on_key_edited)
        page.search_requested.connect(self._on_search)
        page.test_requested.connect(self._on_test)

    def show(self) -> None:
        """Show the draft that is picked."""
        draft = self._shown()
        self._page.show_profile_names(self.drafts.names, -1 if draft is None else self._row)
        if draft is None:
            self._page.show_profile(Profile("", ""), NO_CREDENTIALS)
        else:
            self._page.show_profile(draft.profile, draft.credentials)
        self._staying_key.show()

    async def read_keys(self) -> None:
        """Fill in the credentials as the key store gives them out."""
        for draft in [draft for draft in self.drafts.rows if draft.saved_name]:
            try:
                stored = await self._keys.get(draft.saved_name)
            except KeysUnavailable as error:
                self.say_unavailable(error)
            else:
                draft.stored = stored
                if draft is self._shown():
                    self._staying_key.fill()

    def say_unavailable(self, error: KeysUnavailable) -> None:
        """Say below the key why keys are neither read nor kept, and what can be done."""
        match error:
            case KeyringUnavailable(is_missing=True):
                sentence = self.tr("This system has no keyring. Where should keys be kept?")
            case KeyringUnavailable():
                sentence = self.tr(
                    "The system’s keyring is locked or does not answer. Unlock it and save again, "
                    "or keep the keys elsewhere:"
                )
            case _:
                sentence = self._words.sentence(error)
        offers = isinstance(error, KeyringUnavailable)
        self._page.key_notice.show_problem(sentence, offers_places=offers)

    async def is_in_order(self) -> bool:
        """Whether all drafts can be saved; else what is wrong is shown beside its field."""
        self.take()
        for row, draft in enumerate(self.drafts.rows):
            problems = await self._checks.all_problems(draft, self.drafts.names)
            if problems:
                if row != self._row:
                    self._row = row
                    self.show()
                self._page.show_problems(problems)
                return False
            await self._complete(draft)
        self._page.show_problems({})
        return True

    async def _complete(self, draft: Draft) -> None:
        """Ask a server that was typed without a path where its API is; /v1 and /v2 are usual."""
        url = draft.profile.base_url
        is_new = draft.original is None or draft.original.base_url != url
        if not is_new or not lacks_path(url):
            return
        is_shown = draft is self._shown()
        typed = self._page.url.text().strip() if is_shown else url
        found = await self._search.completed(typed, draft.profile, draft.credentials)
        if found:
            draft.profile = draft.profile._replace(base_url=found)
            if is_shown:
                self._page.url.setText(found)

    def take(self) -> None:
        """Put into the draft what the fields say."""
        draft = self._shown()
        if draft is not None:
            read = self._page.read(draft.profile)
            if _has_former_audio_base(draft, read):
                self._page.forget_audio_base()
                read = read._replace(audio_base="")
            draft.profile = read
            draft.typed = draft.typed.then(self._page.typed())
            if draft.typed.key is not None:
                draft.typed.key = draft.typed.key.strip()

    async def close(self) -> None:
        """End what is being asked."""
        await self._search.close()

    def end(self) -> None:
        """The dialog is closed."""
        self._search.end()

    def _shown(self) -> Draft | None:
        return self.drafts.rows[self._row] if self.drafts.rows else None

    def _on_picked(self, row: int) -> None:
        self.take()
        self._search.cancel()
        self._row = max(row, 0)
        self.show()

    def add(self, profile: Profile) -> None:
        """Begin a new server as `profile` is."""
        self.take()
        self._row = self.drafts.add(profile)
        self.show()
        field = self._page.key if profile.base_url else self._page.name
        field.setFocus()
        field.selectAll()

    def _on_remove(self) -> None:
        if self._shown() is None:
            return
        self.drafts.remove(self._row)
        self._row = max(0, self._row - 1)
        self.show()

    def _on_key_edited(self, text: str) -> None:
        self._page.checked["key"].say_problem(self._checks.of_key(text))

    def _on_search(self) -> None:
        typed = self._page.url.text().strip()
        self.take()
        draft = self._shown()
        if draft is not None:
            problem = self._checks.of_url(draft.profile.base_url)
            self._page.checked["url"].say_problem(problem)
            if not problem:
                self._search.toggle(typed, draft.profile, draft.credentials)

    def _on_test(self) -> None:
        self.take()
        draft = self._shown()
        if draft is not None:
            problems = self._checks.problems(draft, self.drafts.names)
            self._page.show_problems(problems)
            if not problems:
                self.test_requested.emit(draft.profile, draft.credentials)


def _has_former_audio_base(draft: Draft, profile: Profile) -> bool:
    """Whether its audio base, which nobody touched, says nothing about the server of now."""
    former = draft.profile
    return profile.base_url != former.base_url and profile.audio_base == former.audio_base != ""
