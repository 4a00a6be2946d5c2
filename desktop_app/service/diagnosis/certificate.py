"""What the certificate of a server says, trusted or not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.core.diagnosis import Fact, Facts
from desktop_app.core.findings import Finding

if TYPE_CHECKING:
    from cryptography import x509

_MOST_NAMES = 20
_SOON = 14  # days


class Certificate(NamedTuple):
    """The parts of a certificate that a person can check; times in UTC."""

    subject: str
    issuer: str
    names: tuple[str, ...]
    valid_from: datetime
    valid_until: datetime
    fingerprint: str  # SHA-256

    @property
    def days_left(self) -> int:
        """Whole days until it expires; less than nothing afterwards."""
        return (self.valid_until - datetime.now(UTC)).days

    @property
    def expires_soon(self) -> bool:
        """Whether it should be renewed by now."""
        return self.days_left < _SOON

    def finding(self) -> Finding | None:
        """What is wrong with it to the eye; None when that is for others to say."""
        now = datetime.now(UTC)
        if now > self.valid_until:
            return Finding.EXPIRED
        if now < self.valid_from:
            return Finding.NOT_YET_VALID
        return Finding.SELF_SIGNED if self.subject == self.issuer else None

    def facts(self) -> Facts:
        """For the result of the stage."""
        return {
            Fact.SUBJECT: self.subject,
            Fact.ISSUER: self.issuer,
            Fact.NAMES: self.names,
            Fact.VALID_FROM: self.valid_from,
            Fact.VALID_UNTIL: self.valid_until,
            Fact.DAYS_LEFT: self.days_left,
            Fact.FINGERPRINT: self.fingerprint,
        }


def read_certificate(der: bytes) -> Certificate | None:
    """The certificate in these bytes, or None when they hold none. Slow the first time."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    try:
        read = x509.load_der_x509_certificate(der)
        return Certificate(
            _named(read.subject),
            _named(read.issuer),
            tuple(_names(read))[:_MOST_NAMES],
            read.not_valid_before_utc,
            read.not_valid_after_utc,
            read.fingerprint(hashes.SHA256()).hex(":"),
        )
    except ValueError:
        return None


def _named(name: x509.Name) -> str:
    """The common name and the organisation, else whatever there is."""
    from cryptography.x509.oid import NameOID

    parts = [
        str(attribute.value)
        for kind in (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME)
        for attribute in name.get_attributes_for_oid(kind)
    ]
    return ", ".join(dict.fromkeys(parts)) or name.rfc4514_string()


def _names(certificate: x509.Certificate) -> list[str]:
    from cryptography import x509

    try:
        extension = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName)
    except x509.ExtensionNotFound:
        return []
    hosts = extension.value.get_values_for_type(x509.DNSName)
    addresses = extension.value.get_values_for_type(x509.IPAddress)
    return [*hosts, *map(str, addresses)]
