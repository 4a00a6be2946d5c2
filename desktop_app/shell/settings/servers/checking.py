"""What is wrong with a server as it was typed, field by field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.base_url import UrlProblem, is_proxy, problem_of
from desktop_app.core.credentials import normal_header_value, normal_key
from desktop_app.core.errors import (
    CertificateFileUnusable,
    CertificatePasswordWrong,
    KeyUnusable,
)
from desktop_app.core.profiles import ENVIRONMENT_NAME, LOCAL, NO_PROXY, SYSTEM_PROXY, Profile
from desktop_app.core.ready_made import AZURE_PLACE
from desktop_app.service.connect import check_certificates
from desktop_app.ui.errors import ErrorText

if TYPE_CHECKING:
    from desktop_app.core.credentials import Credentials
    from desktop_app.shell.settings.draft import Draft

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_SET_BY_THE_PROGRAM = frozenset(
    {"accept-encoding", "connection", "content-length", "content-type", "host", "transfer-encoding"}
)


class DraftChecks(QObject):
    """Says each problem in a sentence, by the name of the field that it stands beside."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._words = ErrorText(self)

    def problems(self, draft: Draft, names: Sequence[str]) -> dict[str, str]:
        """What keeps a draft from being saved, in the order of the fields."""
        profile = draft.profile
        found = {
            "name": self._of_name(profile.name, names),
            "url": self.of_url(profile.base_url),
            "key": self.of_key(draft.credentials.key),
            "organisation": self._of_value(profile.organisation),
            "headers": next(self._of_headers(profile, draft.credentials), ""),
            "audio_base": self._of_audio_base(profile),
            "proxy_url": self._of_proxy(profile.proxy),
        }
        return {field: sentence for field, sentence in found.items() if sentence}

    async def all_problems(self, draft: Draft, names: Sequence[str]) -> dict[str, str]:
        """The same; if there are none, those of the files that the draft names."""
        problems = self.problems(draft, names)
        try:
            if not problems:
                await check_certificates(draft.profile, draft.credentials)
        except (CertificateFileUnusable, CertificatePasswordWrong) as error:
            return self._of_certificates(error, draft.profile)
        return problems

    def _of_certificates(
        self, error: CertificateFileUnusable | CertificatePasswordWrong, profile: Profile
    ) -> dict[str, str]:
        if isinstance(error, CertificatePasswordWrong):
            field = "certificate_password"
        else:
            field = "ca_file" if error.path == profile.ca_file else "client_certificate"
        return {field: self._words.sentence(error)}

    def of_key(self, key: str) -> str:
        """What is wrong with a key, or ""."""
        try:
            normal_key(key)
        except KeyUnusable as error:
            return self._words.sentence(error)
        return ""

    def of_url(self, url: str) -> str:
        """What is wrong with a base URL, or ""."""
        if f"//{AZURE_PLACE}." in url:
            return self.tr("Put the name of your own resource in place of “{place}”.").format(
                place=AZURE_PLACE
            )
        match problem_of(url):
            case None:
                return ""
            case UrlProblem.MISSING:
                return self.tr("The base URL is missing.")
            case UrlProblem.NOT_HTTP:
                return self.tr("The base URL begins with https:// or http://.")
            case UrlProblem.NO_HOST:
                return self.tr("This is no URL: it must name a server, as https://server/v1 does.")
            case UrlProblem.HOLDS_PASSWORD:
                return self.tr(
                    "The URL holds a name or a password, which would be stored in the open. Send "
                    "it as a header instead: Advanced, Headers."
                )
            case UrlProblem.HOLDS_QUERY:
                return self.tr("The base URL ends before “?” and “#”.")

    def _of_name(self, name: str, names: Sequence[str]) -> str:
        if not name:
            return self.tr("Each server needs a name.")
        if name in {LOCAL.name, ENVIRONMENT_NAME}:
            return self.tr("The name “{name}” is taken by the program itself.").format(name=name)
        if names.count(name) > 1:
            return self.tr("Two servers are named “{name}”.").format(name=name)
        return ""

    def _of_value(self, value: str) -> str:
        try:
            normal_header_value(value)
        except KeyUnusable as error:
            return self._words.sentence(error)
        return ""

    def _of_headers(self, profile: Profile, credentials: Credentials) -> Iterator[str]:
        lower = [name.lower() for name in profile.header_names]
        for name in profile.header_names:
            if not _TOKEN.fullmatch(name):
                yield self.tr("“{name}” is no name of a header.").format(name=name)
            if name.lower() in _SET_BY_THE_PROGRAM:
                yield self.tr("“{name}” is set by the program itself.").format(name=name)
            if lower.count(name.lower()) > 1:
                yield self.tr("“{name}” is there twice.").format(name=name)
            if sentence := self._of_value(credentials.header(name)):
                yield f"{name}: {sentence}"

    def _of_audio_base(self, profile: Profile) -> str:
        if not profile.audio_base or profile.has_origin_of(profile.audio_base):
            return ""
        return self.tr(
            "The audio base must be at the same scheme, host and port as the base URL: the key "
            "goes nowhere else."
        )

    def _of_proxy(self, proxy: str) -> str:
        if proxy in {SYSTEM_PROXY, NO_PROXY} or is_proxy(proxy):
            return ""
        return self.tr(
            "The URL of a proxy begins with http://, https://, socks5:// or socks5h:// and names "
            "a host."
        )
