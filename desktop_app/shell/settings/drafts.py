"""Servers as they stand in the settings dialog, and what a Save makes of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop_app.core.errors import KeyringUnavailable
from desktop_app.core.profiles import Profile

if TYPE_CHECKING:
    from desktop_app.storage.keys import KeyStore


@dataclass(slots=True)
class Draft:
    """A profile being edited; `saved_name` is "" for a new one.

    `key` is what the keyring holds, as far as it has answered, until `key_typed`.
    """

    saved_name: str
    name: str
    url: str
    key: str = ""
    key_typed: bool = False

    @property
    def renamed(self) -> bool:
        """Whether the keyring still has its key under another name."""
        return bool(self.saved_name) and self.name != self.saved_name


class Drafts:
    """The drafts, and the names of those that were removed."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.rows = [Draft(profile.name, profile.name, profile.base_url) for profile in profiles]
        self._gone: list[str] = []

    def remove(self, row: int) -> None:
        """Take a draft out."""
        self._leave(self.rows.pop(row).saved_name)

    def profiles(self, saved: Sequence[Profile]) -> tuple[Profile, ...]:
        """What the settings are to keep. An audio base belongs to the URL that it was found at."""
        audio_bases = {(profile.name, profile.base_url): profile.audio_base for profile in saved}
        return tuple(
            Profile(
                draft.name,
                draft.url,
                audio_base=audio_bases.get((draft.saved_name, draft.url), ""),
            )
            for draft in self.rows
        )

    def changes(self, saved: Sequence[Profile]) -> dict[str, str]:
        """Names of saved profiles that are not as they were, with the names they have now."""
        urls = {profile.name: profile.base_url for profile in saved}
        changed = {name: name for name in self._gone}
        for draft in self.rows:
            same_server = not draft.renamed and urls.get(draft.saved_name) == draft.url
            if draft.saved_name and (draft.key_typed or not same_server):
                changed[draft.saved_name] = draft.name
        return changed

    async def take_keys_along(self, keys: KeyStore) -> KeyringUnavailable | None:
        """Read the keys of renamed profiles whose key was not typed; why one cannot be read."""
        failure = None
        for draft in self.rows:
            if draft.renamed and not draft.key_typed:
                try:
                    draft.key = await keys.get(draft.saved_name)
                except KeyringUnavailable as error:
                    failure = error
                else:
                    draft.key_typed = True
        return failure

    async def store_keys(self, keys: KeyStore) -> KeyringUnavailable | None:
        """Tell the keyring what changed; why a key cannot be kept. May be tried again then."""
        for draft in self.rows:
            if draft.renamed and draft.key_typed:  # a key that could not be read is not deleted
                self._leave(draft.saved_name)
            draft.saved_name = draft.name
        changed = dict.fromkeys(self._gone, "")
        changed.update({draft.name: draft.key for draft in self.rows if draft.key_typed})
        for name, key in changed.items():
            keys.remember_for_session(name, key)  # in force even if the dialog is closed meanwhile
        failure = None
        for name, key in changed.items():
            try:
                await keys.set(name, key)
            except KeyringUnavailable as error:
                failure = error
        return failure

    def _leave(self, saved_name: str) -> None:
        if saved_name:
            self._gone.append(saved_name)
