"""Whom to trust beside the system's authorities, and how to say who asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.shell.settings.draft import TypedSecrets
from desktop_app.shell.settings.file_field import FileField
from desktop_app.shell.settings.form import CheckedField, form, line, title
from desktop_app.shell.settings.servers.fields import fill_in, typed_in

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile


class CertificateFields(QWidget):
    """A form; see `ServerFields`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        kinds = [self.tr("Certificates (*.pem *.crt *.cer *.key)"), self.tr("All files (*)")]
        self._ca = FileField(
            "settings.ca_file", self.tr("Certificate authority"), "settings.browse_ca_file", kinds
        )
        self._ca.line.setPlaceholderText(self.tr("Those of the system alone"))
        self._certificate = FileField(
            "settings.client_certificate",
            self.tr("Client certificate"),
            "settings.browse_client_certificate",
            kinds,
        )
        self._certificate.line.setPlaceholderText(self.tr("None"))
        self._key = FileField(
            "settings.client_key",
            self.tr("Key of the client certificate"),
            "settings.browse_client_key",
            kinds,
        )
        self._key.line.setPlaceholderText(self.tr("In the same file"))
        self._password = line(
            "settings.certificate_password",
            self.tr("Password of the client certificate’s key"),
            hidden=True,
        )
        self._password.setPlaceholderText(self.tr("None; kept like a key"))
        self.checked: Mapping[str, CheckedField] = {
            "ca_file": CheckedField(self._ca, name="settings.ca_file"),
            "client_certificate": CheckedField(
                self._certificate, name="settings.client_certificate"
            ),
            "certificate_password": CheckedField(self._password),
        }
        rows = form()
        rows.addRow(title(self.tr("Own authority")), self.checked["ca_file"])
        rows.addRow(title(self.tr("Client certificate")), self.checked["client_certificate"])
        rows.addRow(title(self.tr("Its key")), self._key)
        rows.addRow(title(self.tr("Its password")), self.checked["certificate_password"])
        self.setLayout(rows)

    def show_profile(self, profile: Profile, credentials: Credentials) -> None:
        """Fill the fields."""
        self._ca.line.setText(profile.ca_file)
        self._certificate.line.setText(profile.client_certificate)
        self._key.line.setText(profile.client_key)
        self._password.setText(credentials.certificate_password)

    def fill(self, credentials: Credentials) -> None:
        """Fill in the password."""
        fill_in(self._password, credentials.certificate_password)

    def read(self, profile: Profile) -> Profile:
        """The profile with what the fields say."""
        return profile._replace(
            ca_file=self._ca.text(),
            client_certificate=self._certificate.text(),
            client_key=self._key.text(),
        )

    def typed(self) -> TypedSecrets:
        """The password, when it was typed."""
        return TypedSecrets(certificate_password=typed_in(self._password))

    def is_unusual(self, profile: Profile) -> bool:
        """Whether there is any file."""
        return bool(profile.ca_file or profile.client_certificate)
