"""How a copied call gets to its server and says who asks; what is secret comes from variables."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit, urlunsplit

from desktop_app.core.profiles import NO_PROXY, SYSTEM_PROXY
from desktop_app.core.redaction import MASK

if TYPE_CHECKING:
    from desktop_app.core.calls import CallRecord, Headers
    from desktop_app.core.profiles import Profile

KEY = "API_KEY"
PROXY_PASSWORD = "PROXY_PASSWORD"
_BEARER = "authorization"
_SET_BY_A_LIBRARY = re.compile(
    r"accept(-encoding)?|connection|content-(length|type)|host|transfer-encoding|user-agent"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """Of a profile, or of a call that was recorded.

    `key_header` carries the bare key; when empty, that is "Authorization: Bearer".
    `secret_headers` are names, their values are not known here. `open_headers` hold values too.
    """

    key_header: str = ""
    open_headers: Headers = ()
    secret_headers: tuple[str, ...] = ()
    proxy: str = SYSTEM_PROXY
    ca_file: str = ""
    client_certificate: str = ""
    client_key: str = ""

    @property
    def sends_key(self) -> bool:
        """Whether no header of the person's own stands in the key's place."""
        place = self.key_header or _BEARER
        return place.lower() not in map(str.lower, self.secret_headers)

    @property
    def is_through_own_proxy(self) -> bool:
        """Whether the proxy is neither that of the system nor none."""
        return self.proxy not in {SYSTEM_PROXY, NO_PROXY}

    @property
    def proxy_url(self) -> str:
        """The own proxy without its user."""
        parts = urlsplit(self.proxy)
        return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))

    @property
    def proxy_user(self) -> str:
        """The user at the own proxy, or ""."""
        return unquote(urlsplit(self.proxy).username or "") if self.is_through_own_proxy else ""

    @property
    def secret_variables(self) -> tuple[tuple[str, str], ...]:
        """Names of secret headers, each with the variable that holds its value."""
        taken: dict[str, str] = {}
        for name in self.secret_headers:
            stem = "HEADER_" + re.sub(r"[^A-Z0-9]", "_", name.upper())
            number, variable = 1, stem
            while variable in taken.values():
                number += 1
                variable = f"{stem}_{number}"
            taken[name] = variable
        return tuple(taken.items())

    @property
    def variables(self) -> tuple[str, ...]:
        """All variables that the code needs."""
        key = (KEY,) if self.sends_key else ()
        password = (PROXY_PASSWORD,) if self.proxy_user else ()
        return (*key, *(variable for _, variable in self.secret_variables), *password)

    def on_the_way_of(self, profile: Profile) -> Access:
        """With the proxy and the certificates of a profile."""
        return replace(
            self,
            proxy=profile.proxy,
            ca_file=profile.ca_file,
            client_certificate=profile.client_certificate,
            client_key=profile.client_key,
        )


USUAL_ACCESS = Access()


def access_of(profile: Profile) -> Access:
    """As the calls of a profile."""
    organisation = (("OpenAI-Organization", profile.organisation),) if profile.organisation else ()
    sent = Access(
        key_header=profile.key_header,
        open_headers=organisation,
        secret_headers=profile.header_names,
    )
    return sent.on_the_way_of(profile)


def access_of_record(record: CallRecord) -> Access:
    """By the headers that were recorded; nothing is recorded of the way through the network."""
    own = [
        (name, value)
        for name, value in record.request_headers
        if not _SET_BY_A_LIBRARY.fullmatch(name.lower())
    ]
    secret = {name.lower(): name for name, value in own if MASK in value}
    values = {name.lower(): value for name, value in own}
    key_header = ""
    if values.get(_BEARER, "").lower().startswith("bearer "):
        del secret[_BEARER]
    else:
        key_header = secret.pop("api-key", secret.pop("x-api-key", ""))
    return Access(
        key_header=key_header,
        open_headers=tuple(each for each in own if MASK not in each[1]),
        secret_headers=tuple(secret.values()),
    )
