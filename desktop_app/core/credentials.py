"""What is secret of a profile: kept apart from the settings, shown to its own server only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from desktop_app.core.base_url import is_same_server
from desktop_app.core.errors import KeyUnusable


class Credentials(NamedTuple):
    """The key, the values of further headers, and passwords; "" where there is none.

    `headers` holds pairs of name and value. `origin` is the server for which they were entered, as
    scheme, host and port; "" for any. `str` and `repr` say nothing of the values.
    """

    key: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    proxy_password: str = ""
    certificate_password: str = ""
    origin: str = ""

    def __repr__(self) -> str:
        return "Credentials(•••)" if self.secrets() else "Credentials()"

    def header(self, name: str) -> str:
        """The value of a header; names differ in more than case."""
        return {other.lower(): value for other, value in self.headers}.get(name.lower(), "")

    def secrets(self) -> tuple[str, ...]:
        """Everything that must never be seen, the key first."""
        headers = (value for _, value in self.headers)
        values = (self.key, *headers, self.proxy_password, self.certificate_password)
        return tuple(str(value) for value in values if value)

    def belong_to(self, base_url: str) -> bool:
        """Whether the server at a URL may get them."""
        return not self.origin or is_same_server(self.origin, base_url)

    def for_server(self, base_url: str) -> Credentials:
        """Without what the server at a URL would get and may not."""
        return self if self.belong_to(base_url) else self._replace(key="", headers=())


NO_CREDENTIALS = Credentials()


def encoded(credentials: Credentials) -> str:
    """The credentials as one text for a key store; a key alone is that key itself."""
    if not credentials.secrets():
        return ""
    if credentials == Credentials(credentials.key) and not credentials.key.startswith("{"):
        return credentials.key
    values = credentials._asdict() | {"headers": dict(credentials.headers)}
    return json.dumps({name: value for name, value in values.items() if value})


def decoded(text: str) -> Credentials:
    """What `encoded` has written; a text of another kind is a key."""
    values = _object_in(text)
    if values is None:
        return Credentials(text)
    headers = values.get("headers")
    pairs = headers.items() if isinstance(headers, Mapping) else ()
    return Credentials(
        key=_text(values.get("key")),
        headers=tuple((str(name), _text(value)) for name, value in pairs),
        proxy_password=_text(values.get("proxy_password")),
        certificate_password=_text(values.get("certificate_password")),
        origin=_text(values.get("origin")),
    )


def normal_key(text: str) -> str:
    """A key without surrounding white space.

    Raises:
        KeyUnusable: a character in it cannot stand in an HTTP header.
    """
    key = text.strip()
    for position, character in enumerate(key, start=1):
        if not "!" <= character <= "~":
            raise KeyUnusable(character, position)
    return key


def normal_header_value(text: str) -> str:
    """The value of a header; unlike a key it may hold spaces.

    Raises:
        KeyUnusable: a character in it cannot stand in an HTTP header.
    """
    value = text.strip()
    for position, character in enumerate(value, start=1):
        if not " " <= character <= "~":
            raise KeyUnusable(character, position)
    return value


def _object_in(text: str) -> Mapping[str, Any] | None:
    if not text.startswith("{"):
        return None
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return None
    known = isinstance(values, dict) and values.keys() & set(Credentials._fields)
    return values if known else None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
