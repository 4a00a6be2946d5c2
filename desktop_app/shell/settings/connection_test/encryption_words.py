"""Words for the encryption: what is wrong with a certificate, and what to do."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core.findings import Finding
from desktop_app.shell.settings.connection_test.network_words import Words


class EncryptionWords(QObject):
    """The stage of TLS."""

    def of(self) -> dict[Finding, Words]:
        """The words of all its findings."""
        return {**self._fine(), **self._certificate(), **self._ours(), **self._handshake()}

    def _fine(self) -> dict[Finding, Words]:
        return {
            Finding.FINE: Words(
                self.tr("Encrypted. The certificate is by {issuer} and valid until {valid_until}.")
            ),
            Finding.STAYS_HERE: Words(
                self.tr("None, and none needed: nothing leaves this computer.")
            ),
            Finding.NOT_ENCRYPTED: Words(
                self.tr("The connection is not encrypted: the URL begins with http."),
                self.tr(
                    "On the way, others can read the key and all texts. Use https unless the "
                    "network is your own."
                ),
            ),
            Finding.EXPIRES_SOON: Words(
                self.tr("Encrypted, but the certificate expires on {valid_until}."),
                self.tr("Those who run the server should renew it."),
            ),
        }

    def _certificate(self) -> dict[Finding, Words]:
        return {
            Finding.ISSUER_UNKNOWN: Words(
                self.tr("This computer does not know {issuer}, which signed the certificate."),
                self.tr(
                    "If that is your company’s authority, get its certificate from your IT and "
                    "choose it under Advanced, Own authority. Else somebody may be reading along."
                ),
            ),
            Finding.SELF_SIGNED: Words(
                self.tr("The certificate is signed by the server itself."),
                self.tr(
                    "If the server is your own, choose its certificate under Advanced, Own "
                    "authority. Else do not send a key to it."
                ),
            ),
            Finding.EXPIRED: Words(
                self.tr("The certificate expired on {valid_until}."),
                self.tr(
                    "Those who run the server must renew it. If the date is not over yet, correct "
                    "the clock of this computer."
                ),
            ),
            Finding.NOT_YET_VALID: Words(
                self.tr("The certificate is valid only from {valid_from} on."),
                self.tr("Check the date and the clock of this computer."),
            ),
            Finding.WRONG_NAME: Words(
                self.tr("The certificate is not for {host} but for {names}."),
                self.tr(
                    "Use one of these names in the base URL. A login page of the network can be "
                    "in between, too: open a web page in the browser."
                ),
            ),
            Finding.CERTIFICATE_REFUSED: Words(
                self.tr("The certificate is not trusted: {words}."),
                self.tr("Those who run the server must replace it."),
            ),
        }

    def _ours(self) -> dict[Finding, Words]:
        return {
            Finding.CLIENT_CERTIFICATE_WANTED: Words(
                self.tr("The server wants a certificate of yours."),
                self.tr("Choose the one that you were given under Advanced, Client certificate."),
            ),
            Finding.CLIENT_CERTIFICATE_REFUSED: Words(
                self.tr("The server does not accept your client certificate."),
                self.tr("It may have expired or be for another server: ask for a new one."),
            ),
            Finding.CERTIFICATE_FILE_UNUSABLE: Words(
                self.tr("The file cannot be used: {file}."),
                self.tr("Choose a text file in PEM format under Advanced, Certificates."),
            ),
            Finding.CERTIFICATE_PASSWORD_WRONG: Words(
                self.tr("The password does not open the key of your client certificate."),
                self.tr("Enter it anew under Advanced, Certificates."),
            ),
            Finding.HUNG_UP: Words(
                self.tr("The server hangs up as soon as the connection is encrypted."),
                self.tr(
                    "Perhaps it wants a certificate of yours: ask those who run it, and choose it "
                    "under Advanced, Client certificate."
                ),
            ),
        }

    def _handshake(self) -> dict[Finding, Words]:
        return {
            Finding.NOT_TLS: Words(
                self.tr("What answers at {host} speaks no TLS."),
                self.tr("Check the port, or use http:// if the server is meant to be open."),
            ),
            Finding.PROTOCOL_UNKNOWN: Words(
                self.tr("The server offers no encryption that is still held to be safe."),
                self.tr("Those who run it must allow TLS 1.2 or 1.3."),
            ),
            Finding.HANDSHAKE_FAILED: Words(
                self.tr("No encryption could be agreed on."),
                self.tr("Show the details to those who run the server."),
            ),
            Finding.CONNECTION_LOST: Words(
                self.tr("The connection broke while the encryption was being agreed on."),
                self.tr("A firewall or proxy may forbid it. Check the port, too."),
            ),
            Finding.TIMED_OUT: Words(
                self.tr("No encryption was agreed on within {seconds} s."),
                self.tr("Check the port: what answers there may speak something else."),
            ),
        }
