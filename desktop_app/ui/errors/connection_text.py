"""Sentences for the way to a server: network, proxy, certificate, and answers that break off."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core import errors
from desktop_app.core.findings import Finding


class ConnectionErrorText(QObject):
    """Words what is wrong with a connection."""

    def sentence(self, error: errors.ServiceError) -> str:
        """What happened and what to do; "" for an error of another kind."""
        match error:
            case errors.ServerUnreachable():
                text = self.tr(
                    "{host} cannot be reached. Check the network and the profile’s URL, then retry."
                )
            case errors.CertificateRejected():
                text = self._certificate(error.finding)
            case errors.ProxyFailed():
                text = self._proxy(error.finding if error.proxy else None)
            case errors.StreamBroken():
                text = self.tr(
                    "The connection to {host} broke in the middle of the answer. What had "
                    "arrived is kept; Retry asks again."
                )
            case errors.StreamStalled():
                text = self.tr(
                    "{host} has sent nothing for a long time, so the answer was ended. What had "
                    "arrived is kept; Retry asks again."
                )
            case _:
                return ""
        return text.format(host=error.host, proxy=error.proxy)

    def _certificate(self, finding: Finding | None) -> str:
        match finding:
            case Finding.EXPIRED:
                return self.tr(
                    "The certificate of {host} has expired. Check the clock of this computer; if "
                    "it is right, whoever runs the server must renew the certificate."
                )
            case Finding.NOT_YET_VALID:
                return self.tr(
                    "The certificate of {host} is not valid yet. Check the clock of this computer."
                )
            case Finding.WRONG_NAME:
                return self.tr(
                    "The certificate of {host} is for another name, so it may be another server "
                    "that answers. Check the profile’s URL."
                )
            case _:
                return self.tr(
                    "The certificate of {host} is not trusted. Inside a company, name its "
                    "certificate authority in the profile, or add it to the system."
                )

    def _proxy(self, finding: Finding | None) -> str:
        match finding:
            case None:
                return self.tr(
                    "The proxy could not be used to reach {host}. Check the proxy of the profile "
                    "or of the system."
                )
            case Finding.PROXY_WANTS_LOGIN:
                return self.tr(
                    "The proxy {proxy} wants a user name and a password, or does not accept those "
                    "of the profile. Enter them in the settings, then retry."
                )
            case Finding.PROXY_CANNOT_REACH:
                return self.tr(
                    "The proxy {proxy} cannot reach {host}. Check the profile’s URL, or ask "
                    "whoever runs the proxy."
                )
            case Finding.PROXY_REFUSES:
                return self.tr(
                    "The proxy {proxy} does not let calls through to {host}. Ask whoever runs it, "
                    "or name another proxy in the settings."
                )
            case _:
                return self.tr(
                    "The proxy {proxy} cannot be reached. Check its address in the profile or in "
                    "the system, then retry."
                )
