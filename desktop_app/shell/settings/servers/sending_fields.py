"""What goes with each call: how the key is sent, organisation, headers; and the audio base."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QWidget

from desktop_app.core.profiles import normal_url
from desktop_app.shell.settings.draft import TypedSecrets
from desktop_app.shell.settings.form import CheckedField, choice, form, line, title
from desktop_app.shell.settings.servers.header_rows import HeaderRows

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile


class SendingFields(QWidget):
    """A form; see `ServerFields`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key_header = choice("settings.key_header", self.tr("Key is sent as"))
        self._key_header.addItem(self.tr("Authorization: Bearer"), "")
        self._key_header.addItem(self.tr("api-key, as Azure wants it"), "api-key")
        self._organisation = line("settings.organisation", self.tr("Organisation"))
        self._organisation.setPlaceholderText(self.tr("None"))
        self._headers = HeaderRows()
        self._audio_base = line("settings.audio_base", self.tr("Audio base URL"))
        self._audio_base.setPlaceholderText(self.tr("Found out with the first recording"))
        self.checked: Mapping[str, CheckedField] = {
            "organisation": CheckedField(self._organisation),
            "headers": CheckedField(self._headers),
            "audio_base": CheckedField(self._audio_base),
        }
        self._audio_base.textEdited.connect(lambda: self.checked["audio_base"].say_note(""))
        rows: QFormLayout = form()
        rows.addRow(title(self.tr("Key sent as"), self._key_header), self._key_header)
        rows.addRow(title(self.tr("Organisation")), self.checked["organisation"])
        rows.addRow(title(self.tr("Headers")), self.checked["headers"])
        rows.addRow(title(self.tr("Audio base")), self.checked["audio_base"])
        self.setLayout(rows)

    def show_profile(self, profile: Profile, credentials: Credentials) -> None:
        """Fill the fields."""
        if profile.key_header and self._key_header.findData(profile.key_header) < 0:
            self._key_header.addItem(profile.key_header, profile.key_header)
        self._key_header.setCurrentIndex(self._key_header.findData(profile.key_header))
        self._organisation.setText(profile.organisation)
        self._headers.show_headers(profile.header_names, credentials)
        self._audio_base.setText(profile.audio_base)

    def fill_audio_base(self, url: str) -> None:
        """Enter where recordings are taken, unless a person has entered it."""
        if not self._audio_base.text().strip():
            self._audio_base.setText(url)
            self.checked["audio_base"].say_note(self.tr("Found by the test of the connection."))

    def forget_audio_base(self) -> None:
        """It is to be found out anew."""
        self._audio_base.clear()
        self.checked["audio_base"].say_note("")

    def fill(self, credentials: Credentials) -> None:
        """Fill in the values of headers."""
        self._headers.fill(credentials)

    def read(self, profile: Profile) -> Profile:
        """The profile with what the fields say."""
        return profile._replace(
            key_header=self._key_header.currentData(),
            organisation=self._organisation.text().strip(),
            header_names=self._headers.names(),
            audio_base=normal_url(self._audio_base.text()),
        )

    def typed(self) -> TypedSecrets:
        """Values of headers that were typed."""
        return TypedSecrets(headers=self._headers.typed())

    def is_unusual(self, profile: Profile) -> bool:
        """Whether anything but the key is sent."""
        return bool(profile.organisation or profile.header_names)
