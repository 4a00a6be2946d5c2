"""What most servers never need, folded away: headers, network, certificates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from desktop_app.shell.settings.drafts import TypedSecrets
from desktop_app.shell.settings.servers.certificate_fields import CertificateFields
from desktop_app.shell.settings.servers.network_fields import NetworkFields
from desktop_app.shell.settings.servers.sending_fields import SendingFields
from desktop_app.ui.fold import Fold
from desktop_app.ui.widgets import label

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile
    from desktop_app.shell.settings.form import CheckedField
    from desktop_app.shell.settings.servers.fields import ServerFields


class AdvancedFields(Fold):
    """`settings.advanced`; see `ServerFields`. Beside the heading stands what is set in it."""

    def __init__(self) -> None:
        content = QVBoxLayout()
        content.setContentsMargins(0, 4, 0, 0)
        content.setSpacing(12)
        super().__init__("settings.advanced", self.tr("Advanced"), content)
        sending, network, certificates = SendingFields(), NetworkFields(), CertificateFields()
        self.fill_audio_base = sending.fill_audio_base
        self.forget_audio_base = sending.forget_audio_base
        self._groups: tuple[ServerFields, ...] = (sending, network, certificates)
        for text, group in (
            (self.tr("Sent with each call"), sending),
            (self.tr("Network"), network),
            (self.tr("Certificates"), certificates),
        ):
            content.addWidget(label(text, "section"))
            content.addWidget(group)
        self.checked: Mapping[str, CheckedField] = {
            name: field for group in self._groups for name, field in group.checked.items()
        }

    def show_profile(self, profile: Profile, credentials: Credentials) -> None:
        """Fill the fields."""
        for group in self._groups:
            group.show_profile(profile, credentials)
        words = (self.tr("headers"), self.tr("proxy"), self.tr("certificates"))
        in_use = (group.is_unusual(profile) for group in self._groups)
        said = ", ".join(word for word, used in zip(words, in_use, strict=True) if used)
        self.set_note(self.tr("in use: {parts}").format(parts=said) if said else "")

    def fill(self, credentials: Credentials) -> None:
        """Fill in secrets that have come meanwhile."""
        for group in self._groups:
            group.fill(credentials)

    def read(self, profile: Profile) -> Profile:
        """The profile with what the fields say."""
        for group in self._groups:
            profile = group.read(profile)
        return profile

    def typed(self) -> TypedSecrets:
        """Secrets that were typed."""
        typed = TypedSecrets()
        for group in self._groups:
            typed = typed.then(group.typed())
        return typed
