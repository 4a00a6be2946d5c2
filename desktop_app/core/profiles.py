"""Profiles: which server is asked. A key is never part of a profile."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

HUB_URL = "https://llm-server.llmhub.t-systems.net/v2"
SYSTEM_PROXY = "system"  # the one that the system or the environment names, if any
NO_PROXY = "none"


class ProfileKind(StrEnum):
    """Where a profile comes from."""

    LOCAL = "local"
    ENVIRONMENT = "environment"
    SAVED = "saved"


class KeyPlace(StrEnum):
    """Where keys are kept: in the system's keyring, not at all, or in a file of the program."""

    KEYRING = "keyring"
    SESSION = "session"
    FILE = "file"


class Profile(NamedTuple):
    """A server and how it is reached. What is secret of it is in `core.credentials`.

    `audio_base` is empty until it is known where recordings are taken. `key_header` names the
    header that carries the bare key; when empty, that is "Authorization: Bearer". `header_names`
    are further headers, whose values are credentials. `proxy` is one of `SYSTEM_PROXY` and
    `NO_PROXY`, or a URL without a password. `ca_file` is trusted beside the system's authorities.
    Times are seconds; `retries` counts what follows a first try.
    """

    name: str
    base_url: str
    kind: ProfileKind = ProfileKind.SAVED
    audio_base: str = ""
    organisation: str = ""
    key_header: str = ""
    header_names: tuple[str, ...] = ()
    proxy: str = SYSTEM_PROXY
    ca_file: str = ""
    client_certificate: str = ""
    client_key: str = ""
    connect_timeout: float = 5.0
    inactivity_timeout: float = 120.0
    retries: int = 2

    @property
    def host(self) -> str:
        """Host and port, for sentences such as "{host} does not answer"."""
        from urllib.parse import urlsplit  # not needed before the first paint

        try:
            netloc = urlsplit(self.base_url).netloc
        except ValueError:  # for example an unclosed bracket
            netloc = ""
        return (netloc or self.base_url).rpartition("@")[2]  # no password in a sentence

    def has_origin_of(self, url: str) -> bool:
        """Whether `url` is at the same scheme, host and port: only there may the key be sent."""
        from urllib.parse import urlsplit  # not needed before the first paint

        try:
            own, other = urlsplit(self.base_url), urlsplit(url)
        except ValueError:
            return False
        return (own.scheme, own.netloc.lower()) == (other.scheme, other.netloc.lower())


LOCAL = Profile("Local", "", ProfileKind.LOCAL)
LLM_HUB = Profile("T-Systems LLM Hub", HUB_URL)
ENVIRONMENT_NAME = "Environment"


def environment_profile(environ: Mapping[str, str]) -> tuple[Profile, str] | None:
    """The profile and the key that the environment names, or None when it names neither.

    `API_KEY` and `API_BASE` are the names of the service's guide; the SDK's own come second.
    A base alone is a server without a key, for which the key is "".
    """
    for key_name, base_name, default_base in (
        ("API_KEY", "API_BASE", HUB_URL),
        ("OPENAI_API_KEY", "OPENAI_BASE_URL", "https://api.openai.com/v1"),
    ):
        key = environ.get(key_name, "").strip()
        base = environ.get(base_name, "").strip()
        if key or base:
            url = _without_login(normal_url(base or default_base))
            return Profile(ENVIRONMENT_NAME, url, ProfileKind.ENVIRONMENT), key
    return None


def _without_login(url: str) -> str:
    """A URL is shown and kept, so it holds no password; and the key is what says who asks."""
    scheme, separator, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme}{separator}{host.rpartition('@')[2]}{slash}{path}"


def normal_url(text: str) -> str:
    """A base URL with a scheme and without a slash at its end."""
    scheme, has_scheme, rest = text.strip().partition("://")
    if has_scheme:
        return f"{scheme.lower()}://{rest.rstrip('/')}"
    url = text.strip().rstrip("/")
    if url:
        from desktop_app.core.base_url import is_loopback  # not needed before the first paint

        url = f"http://{url}" if is_loopback(f"http://{url}") else f"https://{url}"
    return url
