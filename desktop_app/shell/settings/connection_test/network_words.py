"""Words for the stages below HTTP: what was found, and what to do."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject

from desktop_app.core.diagnosis import Stage
from desktop_app.core.findings import Finding


class Words(NamedTuple):
    """A line that says what was found, and one with advice, or ""; facts stand in braces."""

    line: str
    advice: str = ""


class NetworkWords(QObject):
    """Name, connection and proxy."""

    def of(self, stage: Stage) -> dict[Finding, Words]:
        """The words of a stage; none for a stage of others."""
        match stage:
            case Stage.NAME:
                return self._name()
            case Stage.TCP:
                return self._tcp()
            case Stage.PROXY:
                return self._proxy()
            case _:
                return {}

    def _name(self) -> dict[Finding, Words]:
        return {
            Finding.FINE: Words(self.tr("{host} is at {addresses}.")),
            Finding.ADDRESS_GIVEN: Words(self.tr("{host} is an address; no name is looked up.")),
            Finding.NAME_UNKNOWN: Words(
                self.tr("There is no computer named {host}."),
                self.tr(
                    "Check the spelling. A name of your company may be known only while the VPN "
                    "is connected."
                ),
            ),
            Finding.NAME_SERVICE_SILENT: Words(
                self.tr("The name {host} cannot be looked up at the moment."),
                self.tr("Check whether this computer is online and the VPN is connected."),
            ),
            Finding.TIMED_OUT: Words(
                self.tr("The look-up of the name took longer than {seconds} s."),
                self.tr("Check whether this computer is online and the VPN is connected."),
            ),
            Finding.PROXY_UNUSABLE: Words(
                self.tr("The proxy’s URL cannot be used."),
                self.tr(
                    "It begins with http://, https://, socks5:// or socks5h:// and names a host. "
                    "Correct it under Advanced, or in the system’s settings or HTTPS_PROXY."
                ),
            ),
        }

    def _tcp(self) -> dict[Finding, Words]:
        return {
            Finding.FINE: Words(self.tr("Connected to {address}.")),
            Finding.REFUSED: Words(
                self.tr("Nobody listens at {host}."),
                self.tr("Check the port in the URL, and whether the server is running."),
            ),
            Finding.NO_ROUTE: Words(
                self.tr("No way leads to {host}."),
                self.tr("Check the network and the VPN. A firewall may be in between."),
            ),
            Finding.CONNECTION_LOST: Words(
                self.tr("The connection to {host} was broken off."),
                self.tr("A firewall may forbid it: ask whether a proxy has to be used."),
            ),
            Finding.TIMED_OUT: Words(
                self.tr("No connection came about within {seconds} s."),
                self.tr(
                    "Firewalls often swallow what they forbid. Check the VPN, and whether a proxy "
                    "has to be used; the time limit is under Advanced."
                ),
            ),
        }

    def _proxy(self) -> dict[Finding, Words]:
        return {
            Finding.NO_PROXY: Words(self.tr("None is used.")),
            Finding.FINE: Words(self.tr("{proxy} lets us through.")),
            **self._proxy_login(),
            Finding.PROXY_REFUSES: Words(
                self.tr("{proxy} does not allow connections to {host}."),
                self.tr("Ask those who run the proxy to allow the server."),
            ),
            Finding.PROXY_CANNOT_REACH: Words(
                self.tr("{proxy} cannot reach {host}."),
                self.tr(
                    "Check the name of the server. If it is inside your company, choose “None” "
                    "as the proxy under Advanced."
                ),
            ),
            Finding.PROXY_IS_NONE: Words(
                self.tr("What listens at {proxy} is no such proxy."),
                self.tr("Check address, port and kind of the proxy."),
            ),
            Finding.PROXY_CERTIFICATE: Words(
                self.tr("The certificate of {proxy} is not trusted."),
                self.tr("Choose the certificate of its authority under Advanced, Own authority."),
            ),
            Finding.CONNECTION_LOST: Words(
                self.tr("{proxy} broke off the connection."),
                self.tr("Check port and kind of the proxy: http:// or socks5://."),
            ),
            Finding.TIMED_OUT: Words(
                self.tr("The proxy did not answer within {seconds} s."),
                self.tr("Check address and kind of the proxy, and whether it reaches the server."),
            ),
        }

    def _proxy_login(self) -> dict[Finding, Words]:
        return {
            Finding.PROXY_WANTS_LOGIN: Words(
                self.tr("{proxy} wants a user name and a password."),
                self.tr("Choose “This one” under Advanced: http://user@host:port and password."),
            ),
            Finding.PROXY_LOGIN_WRONG: Words(
                self.tr("{proxy} does not accept user name and password."),
                self.tr("Enter both anew under Advanced, Proxy."),
            ),
            Finding.PROXY_LOGIN_UNSUPPORTED: Words(
                self.tr("{proxy} wants a login of the kind {schemes}, which is not supported."),
                self.tr("Use a local proxy that logs in for you, such as Px or Cntlm."),
            ),
        }
