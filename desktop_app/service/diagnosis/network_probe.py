"""The stages below HTTP: the name, the connection, the proxy, the encryption."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import TYPE_CHECKING

import httpcore2
import httpx2

from desktop_app.core.base_url import is_loopback
from desktop_app.core.diagnosis import Fact, FactValue
from desktop_app.core.errors import CertificateFileUnusable, CertificatePasswordWrong, ProxyFailed
from desktop_app.core.findings import Finding
from desktop_app.service.diagnosis.causes import causes, network_finding, tls_error
from desktop_app.service.diagnosis.encryption import examine
from desktop_app.service.diagnosis.outcome import Outcome
from desktop_app.service.diagnosis.route import Route
from desktop_app.service.diagnosis.tunnel import ProxyRefusal

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials
    from desktop_app.core.profiles import Profile

_FAILURES = (httpcore2.NetworkError, httpcore2.ProtocolError, httpcore2.TimeoutException, OSError)


class NetworkProbe:
    """Each method is a stage, to be called in order; one that failed ends the way."""

    def __init__(self, profile: Profile, credentials: Credentials) -> None:
        self._profile = profile
        self._credentials = credentials

    async def name(self) -> Outcome:
        """Look up the name of the host that is connected to first, in a thread."""
        try:
            self._route = Route(self._profile, self._credentials)
        except ProxyFailed:
            return Outcome(Finding.PROXY_UNUSABLE)
        except httpx2.InvalidURL:
            return Outcome(Finding.NAME_UNKNOWN, {Fact.HOST: self._profile.host})
        host, port = self._route.first_host, self._route.first_port
        facts: dict[Fact, FactValue] = {Fact.HOST: host}
        if _is_address(host):
            return Outcome(Finding.ADDRESS_GIVEN, facts)
        try:
            found = await asyncio.to_thread(socket.getaddrinfo, host, port, 0, socket.SOCK_STREAM)
        except socket.gaierror as error:
            facts[Fact.WORDS] = error.strerror or ""
            silent = error.errno == socket.EAI_AGAIN
            return Outcome(Finding.NAME_SERVICE_SILENT if silent else Finding.NAME_UNKNOWN, facts)
        except UnicodeError:  # a label is empty or too long
            return Outcome(Finding.NAME_UNKNOWN, facts)
        facts[Fact.ADDRESSES] = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
        return Outcome(Finding.FINE, facts)

    async def tcp(self) -> Outcome:
        """Connect to the first host."""
        facts: dict[Fact, FactValue] = {
            Fact.HOST: f"{_bracketed(self._route.first_host)}:{self._route.first_port}"
        }
        try:
            stream = await self._route.connect_first()
        except _FAILURES as error:
            return Outcome(network_finding(error), facts | _words(error))
        peer = stream.get_extra_info("server_addr")
        await stream.aclose()
        facts[Fact.ADDRESS] = f"{_bracketed(str(peer[0]))}:{peer[1]}"
        return Outcome(Finding.FINE, facts)

    async def proxy(self) -> Outcome:
        """See whether the proxy lets us through."""
        if self._route.proxy is None:
            return Outcome(Finding.NO_PROXY)
        facts: dict[Fact, FactValue] = {
            Fact.PROXY: self._route.proxy.url,
            Fact.HOST: self._profile.host,
        }
        try:
            await self._route.pass_proxy()
        except ProxyRefusal as refusal:
            return Outcome(refusal.finding, {**facts, **refusal.facts})
        except (CertificateFileUnusable, CertificatePasswordWrong):
            return Outcome(Finding.FINE, facts)  # the stage of TLS says so
        except httpcore2.ProtocolError as error:
            return Outcome(Finding.PROXY_IS_NONE, facts | _words(error))
        except _FAILURES as error:
            is_tls = tls_error(error) is not None
            finding = Finding.PROXY_CERTIFICATE if is_tls else Finding.CONNECTION_LOST
            return Outcome(finding, facts | _words(error))
        return Outcome(Finding.FINE, facts)

    async def tls(self) -> Outcome:
        """Shake hands, and read the certificate."""
        try:
            if not self._route.is_encrypted:
                await self._route.tls_context()  # calls read the files all the same
                here = is_loopback(self._profile.base_url)
                return Outcome(Finding.STAYS_HERE if here else Finding.NOT_ENCRYPTED)
            return await examine(self._route, shows_ours=bool(self._profile.client_certificate))
        except CertificateFileUnusable as error:
            facts = {Fact.FILE: error.path, Fact.WORDS: error.reason}
            return Outcome(Finding.CERTIFICATE_FILE_UNUSABLE, facts)
        except CertificatePasswordWrong as error:
            return Outcome(Finding.CERTIFICATE_PASSWORD_WRONG, {Fact.FILE: error.path})
        except (ProxyRefusal, *_FAILURES) as error:
            return Outcome(Finding.CONNECTION_LOST, _words(error))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _words(error: BaseException) -> dict[Fact, FactValue]:
    """The system's own words, where there are some."""
    cause = tls_error(error)
    words = (getattr(cause, "reason", "") if cause else "") or _innermost(error)
    return {Fact.WORDS: words} if words else {}


def _innermost(error: BaseException) -> str:
    said = [link.strerror for link in causes(error) if isinstance(link, OSError) and link.strerror]
    return said[-1] if said else str(error)
