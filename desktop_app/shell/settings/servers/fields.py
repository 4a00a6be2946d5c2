"""What a group of fields about a server has in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile
    from desktop_app.shell.settings.draft import TypedSecrets
    from desktop_app.shell.settings.form import CheckedField


class ServerFields(Protocol):
    """Shows a part of a profile and reads it back."""

    @property
    def checked(self) -> Mapping[str, CheckedField]:
        """What can be wrong, by the field's name without "settings."."""

    def show_profile(self, profile: Profile, credentials: Credentials) -> None:
        """Fill the fields."""

    def fill(self, credentials: Credentials) -> None:
        """Fill in secrets that have come meanwhile; what is being typed stays."""

    def read(self, profile: Profile) -> Profile:
        """The profile with what the fields say."""

    def typed(self) -> TypedSecrets:
        """Secrets that a person has typed since the fields were filled."""

    def is_unusual(self, profile: Profile) -> bool:
        """Whether there is something that a person should not have to look for."""


def typed_in(field: QLineEdit) -> str | None:
    """What a person has typed into a field of a secret, or None."""
    return field.text().strip() if field.isModified() else None


def fill_in(field: QLineEdit, secret: str) -> None:
    """Show a secret where nothing is being typed."""
    if not field.isModified():
        field.setText(secret)
