"""Profiles: which server is asked. A key is never part of a profile."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

HUB_URL = "https://llm-server.llmhub.t-systems.net/v2"


class ProfileKind(StrEnum):
    """Where a profile comes from."""

    LOCAL = "local"
    ENVIRONMENT = "environment"
    SAVED = "saved"


class Profile(NamedTuple):
    """A server. `audio_base` is empty while it is not known to differ from `base_url`."""

    name: str
    base_url: str
    kind: ProfileKind = ProfileKind.SAVED
    audio_base: str = ""

    @property
    def host(self) -> str:
        """Host and port, for sentences such as "{host} does not answer"."""
        from urllib.parse import urlsplit  # not needed before the first paint

        try:
            return urlsplit(self.base_url).netloc or self.base_url
        except ValueError:  # for example an unclosed bracket
            return self.base_url

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
            url = normal_url(base or default_base)
            return Profile(ENVIRONMENT_NAME, url, ProfileKind.ENVIRONMENT), key
    return None


def normal_url(text: str) -> str:
    """A base URL with a scheme and without a slash at its end."""
    url = text.strip().rstrip("/")
    if url and "://" not in url:
        host = url.split("/", 1)[0].split(":", 1)[0]
        scheme = "http" if host in {"localhost", "127.0.0.1", "[::1]"} else "https"
        url = f"{scheme}://{url}"
    return url


def normal_key(text: str) -> str:
    """A key without surrounding white space.

    Raises:
        KeyUnusable: a character in it cannot stand in an HTTP header.
    """
    from desktop_app.core.errors import KeyUnusable  # not needed before the first paint

    key = text.strip()
    if not all("!" <= character <= "~" for character in key):
        raise KeyUnusable
    return key
