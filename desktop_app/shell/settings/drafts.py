"""Servers as they stand in the settings dialog, and what a Save makes of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop_app.core.base_url import is_same_server, origin_of
from desktop_app.core.credentials import NO_CREDENTIALS, Credentials
from desktop_app.core.errors import KeysUnavailable

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile
    from desktop_app.storage.keys import KeyStore


@dataclass(slots=True)
class TypedSecrets:
    """Secrets as a person has typed them; None, or no entry, where nothing was typed."""

    key: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    proxy_password: str | None = None
    certificate_password: str | None = None

    def __bool__(self) -> bool:
        return self != TypedSecrets()

    def then(self, later: TypedSecrets) -> TypedSecrets:
        """These, and over them what was typed later."""
        return TypedSecrets(
            _newer(self.key, later.key),
            {**self.headers, **later.headers},
            _newer(self.proxy_password, later.proxy_password),
            _newer(self.certificate_password, later.certificate_password),
        )

    def over(self, stored: Credentials, header_names: Sequence[str]) -> Credentials:
        """The credentials that come of it; values of other headers are left behind."""
        headers = ((name, self.headers.get(name, stored.header(name))) for name in header_names)
        return Credentials(
            stored.key if self.key is None else self.key,
            tuple((name, value) for name, value in headers if value),
            _newer(stored.proxy_password, self.proxy_password) or "",
            _newer(stored.certificate_password, self.certificate_password) or "",
        )


@dataclass(slots=True)
class Draft:
    """A profile being edited; `original` is what it was, None for a new one.

    `saved_name` is its name in the settings, `stored` what the key store holds: None as long as
    it has not answered. What was entered for another server is withheld from the one that stands
    there now, unless a person has `confirmed` its origin.
    """

    original: Profile | None
    profile: Profile
    saved_name: str = ""
    stored: Credentials | None = None
    typed: TypedSecrets = field(default_factory=TypedSecrets)
    confirmed: str = ""

    @property
    def home(self) -> str:
        """The origin for which its secrets were entered; "" for a new one."""
        if self.stored is not None and self.stored.origin:
            return self.stored.origin
        return origin_of(self.original.base_url) if self.original is not None else ""

    @property
    def withholds(self) -> bool:
        """Whether what the key store holds is for another server than the one that stands there."""
        url = self.profile.base_url
        is_free = not self.home or self.confirmed == origin_of(url) or not origin_of(url)
        return not is_free and not is_same_server(self.home, url)

    @property
    def withheld(self) -> bool:
        """Whether there is something that could be sent there all the same."""
        return self.withholds and bool(self.stored and (self.stored.key or self.stored.headers))

    @property
    def credentials(self) -> Credentials:
        """The credentials as they stand, as far as they are known."""
        stored = self.stored or NO_CREDENTIALS
        if self.withholds:
            stored = stored._replace(key="", headers=())
        typed = self.typed.over(stored, self.profile.header_names)
        return typed._replace(origin=origin_of(self.profile.base_url))

    @property
    def changes_secrets(self) -> bool:
        """Whether the key store is to be told something."""
        is_elsewhere = self.withholds or bool(self.confirmed)
        holds = self.stored is None or bool(self.stored.secrets())
        return (
            bool(self.typed)
            or (is_elsewhere and holds)
            or (
                self.original is not None
                and (self.original.name, self.original.header_names)
                != (self.profile.name, self.profile.header_names)
            )
        )

    @property
    def knows_secrets(self) -> bool:
        """Whether there is something to tell; what could not be read is left alone."""
        return self.stored is not None or bool(self.typed) or self.withholds


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


def _newer(former: str | None, later: str | None) -> str | None:
    return former if later is None else later
