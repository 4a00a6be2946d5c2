"""A server as it stands in the settings dialog, with the secrets that were typed for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop_app.core.base_url import is_same_server, origin_of
from desktop_app.core.credentials import NO_CREDENTIALS, Credentials

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile


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


def _newer(former: str | None, later: str | None) -> str | None:
    return former if later is None else later
