"""What most servers never need, folded away: headers, network, certificates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.core.credentials import NO_CREDENTIALS
from desktop_app.core.profiles import Profile
from desktop_app.shell.settings.draft import TypedSecrets
from desktop_app.shell.settings.servers.certificate_fields import CertificateFields
from desktop_app.shell.settings.servers.network_fields import NetworkFields
from desktop_app.shell.settings.servers.sending_fields import SendingFields
from desktop_app.ui.fold import Fold
from desktop_app.ui.widgets import label

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials
    from desktop_app.shell.settings.form import CheckedField
    from desktop_app.shell.settings.servers.fields import ServerFields


class AdvancedFields(Fold):
    """`settings.advanced`; see `ServerFields`. Beside the heading stands what is set in it.

    `build` makes the fields, which show then what they were told before.
    """

    def __init__(self, parent: QWidget) -> None:
        self._content = QVBoxLayout()
        self._content.setContentsMargins(0, 4, 0, 0)
        self._content.setSpacing(12)
        super().__init__("settings.advanced", self.tr("Advanced"), self._content, parent)
        self._groups: list[ServerFields] = []
        self._shown: tuple[Profile, Credentials] = Profile("", ""), NO_CREDENTIALS

    def build(self) -> Iterator[None]:
        """Make the fields in pieces, between which the event loop may have its turn."""
        self._sending = SendingFields(self.body)
        self._add(self.tr("Sent with each call"), self._sending, self._sending)
        yield
        network = NetworkFields(self.body)
        self._add(self.tr("Network"), network, network)
        yield
        certificates = CertificateFields(self.body)
        self._add(self.tr("Certificates"), certificates, certificates)
        self._say_what_is_set()
        yield

    @property
    def checked(self) -> Mapping[str, CheckedField]:
        """What can be wrong, by the field's name without "settings."."""
        return {name: field for group in self._groups for name, field in group.checked.items()}

    def show_profile(self, profile: Profile, credentials: Credentials) -> None:
        """Fill the fields."""
        self._shown = profile, credentials
        for group in self._groups:
            group.show_profile(profile, credentials)
        self._say_what_is_set()

    def fill_audio_base(self, url: str) -> None:
        """Enter where recordings were found to be taken."""
        self._sending.fill_audio_base(url)

    def forget_audio_base(self) -> None:
        """It is that of another server."""
        self._sending.forget_audio_base()

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

    def _add(self, title: str, widget: QWidget, group: ServerFields) -> None:
        self._content.addWidget(label(title, "section"))
        self._content.addWidget(widget)
        group.show_profile(*self._shown)
        self._groups.append(group)

    def _say_what_is_set(self) -> None:
        words = (self.tr("headers"), self.tr("proxy"), self.tr("certificates"))
        profile, _credentials = self._shown
        in_use = [group.is_unusual(profile) for group in self._groups]
        said = ", ".join(word for word, used in zip(words, in_use, strict=False) if used)
        self.set_note(self.tr("in use: {parts}").format(parts=said) if said else "")
