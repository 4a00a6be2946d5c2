"""All servers as they stand in the settings dialog, and what a Save makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from desktop_app.core.credentials import NO_CREDENTIALS
from desktop_app.core.errors import KeysUnavailable
from desktop_app.shell.settings.draft import Draft

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile
    from desktop_app.storage.keys import KeyStore


class Drafts:
    """The drafts, and the names of those that were removed."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self.rows = [Draft(profile, profile, profile.name) for profile in profiles]
        self._gone: set[str] = set()
        self._left: set[str] = set()  # names under which the key store still has something

    @property
    def names(self) -> list[str]:
        """The names as they stand, in the order of the rows."""
        return [draft.profile.name for draft in self.rows]

    @property
    def renamed(self) -> dict[str, str]:
        """New names, by those under which the settings know the servers."""
        return {
            draft.saved_name: draft.profile.name
            for draft in self.rows
            if draft.saved_name not in {"", draft.profile.name}
        }

    def add(self, profile: Profile) -> int:
        """Begin a new server as `profile` is, with a number if its name is taken; its row."""
        number, name = 1, profile.name
        while name in self.names:
            number += 1
            name = f"{profile.name} {number}"
        self.rows.append(Draft(None, profile._replace(name=name)))
        return len(self.rows) - 1

    def remove(self, row: int) -> None:
        """Take a draft out."""
        draft = self.rows.pop(row)
        if draft.original is not None:
            self._gone.add(draft.original.name)
        if draft.saved_name:
            self._left.add(draft.saved_name)

    def save(self, current: Sequence[Profile]) -> tuple[Profile, ...]:
        """What the settings are to keep from now on; `current` are the profiles in them."""
        learned = {(profile.name, profile.base_url): profile.audio_base for profile in current}
        profiles = tuple(_with_audio_base(draft, learned) for draft in self.rows)
        renamed = self.renamed
        for draft in self.rows:
            if draft.saved_name in renamed and draft.knows_secrets:
                self._left.add(draft.saved_name)
            draft.saved_name = draft.profile.name
        return profiles

    def changes(self) -> dict[str, str]:
        """Names of profiles that are not as they were, with the names they have now."""
        changed = {name: name for name in self._gone}
        for draft in self.rows:
            if draft.original is not None and (
                draft.changes_secrets or draft.original != draft.profile
            ):
                changed[draft.original.name] = draft.profile.name
        return changed

    async def complete(self, keys: KeyStore) -> KeysUnavailable | None:
        """Read the rest of what is to be kept anew; why nothing is known of some credentials."""
        failure = None
        for draft in self.rows:
            if draft.saved_name and draft.stored is None and draft.changes_secrets:
                try:
                    draft.stored = await keys.get(draft.saved_name)
                except KeysUnavailable as error:
                    failure = failure if draft.typed else error
        return failure

    async def store(self, keys: KeyStore) -> KeysUnavailable | None:
        """Tell the key store what changed; why it cannot keep it. May be tried again then."""
        changed = dict.fromkeys(self._left, NO_CREDENTIALS)
        changed |= {
            draft.profile.name: draft.credentials
            for draft in self.rows
            if draft.changes_secrets and draft.knows_secrets
        }
        for name, credentials in changed.items():
            keys.remember_for_session(name, credentials)  # even if the dialog is closed meanwhile
        failure = None
        for name, credentials in changed.items():
            try:
                await keys.set(name, credentials)
            except KeysUnavailable as error:
                failure = error
        return failure


def _with_audio_base(draft: Draft, learned: Mapping[tuple[str, str], str]) -> Profile:
    """An audio base that nobody typed belongs to the URL that it was found at."""
    profile = draft.profile
    former = draft.original.audio_base if draft.original is not None else ""
    if profile.audio_base != former:
        return profile
    return profile._replace(audio_base=learned.get((draft.saved_name, profile.base_url), ""))
