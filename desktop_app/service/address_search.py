"""Finds the base URL of a server whose address was typed without its path, by asking."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Iterator
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from desktop_app.core.base_url import is_loopback, problem_of, without_endpoint
from desktop_app.core.credentials import NO_CREDENTIALS, Credentials
from desktop_app.core.errors import (
    AccessDenied,
    CertificateRejected,
    KeyMissing,
    KeyRejected,
    ProxyFailed,
    RateLimited,
    ServerUnreachable,
    ServiceError,
    StreamStalled,
)
from desktop_app.core.profiles import normal_url
from desktop_app.core.ready_made import bases_of_known_hosts
from desktop_app.service.connect import open_client
from desktop_app.service.observing import NOBODY

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile
    from desktop_app.service.observing import CallObserver

PATIENCE = 10.0  # seconds without a byte for each address
_PATHS = ("/v1", "/v2", "/openai/v1", "/api/v1", "")
_ANSWERS = (KeyMissing, KeyRejected, AccessDenied, RateLimited)
_NO_WAY_THERE = (ServerUnreachable, CertificateRejected, ProxyFailed, StreamStalled)


class Finding(Enum):
    """What became of an address."""

    ASKING = auto()
    ANSWERS = auto()  # it lists its models
    WANTS_KEY = auto()  # something is there, which does not take this key
    NOTHING_THERE = auto()


class Attempt(NamedTuple):
    """An address that is being asked, or was."""

    url: str
    finding: Finding


async def search_address(
    typed: str, profile: Profile, credentials: Credentials, observer: CallObserver = NOBODY
) -> AsyncGenerator[Attempt, None]:
    """Ask the addresses that `typed` may mean, until one answers; each before and after.

    The key goes to the host that was typed, and over http only where that was typed too.
    `observer` is told of every call.

    Raises:
        HubError: the server cannot be reached, or the profile not be used at all.
    """
    failure: ServiceError | None = None
    for start in _starts(typed):
        secrets = credentials if start == normal_url(typed) else NO_CREDENTIALS
        failure = None
        try:
            for url in _candidates(start):
                yield Attempt(url, Finding.ASKING)
                asked = profile._replace(base_url=url, audio_base="")
                finding = await _ask(asked, secrets, observer)
                yield Attempt(url, finding)
                if finding is Finding.ANSWERS:
                    return
        except ServerUnreachable as error:
            failure = error  # perhaps it speaks http alone
            continue
        return
    if failure is not None:
        raise failure


def best_of(attempts: Iterable[Attempt]) -> Attempt | None:
    """The address to take: one that answers, else the first that wants a key."""
    seen = tuple(attempts)
    for wanted in (Finding.ANSWERS, Finding.WANTS_KEY):
        for attempt in seen:
            if attempt.finding is wanted:
                return attempt
    return None


def _starts(typed: str) -> Iterator[str]:
    url = normal_url(typed)
    if problem_of(url) is not None:
        return
    yield url
    if "://" not in typed and not is_loopback(url):
        yield url.replace("https://", "http://", 1)


def _candidates(url: str) -> tuple[str, ...]:
    """Base URLs, the likeliest first, each once."""
    url = without_endpoint(url)
    parts = urlsplit(url)
    root = urlunsplit((parts.scheme, parts.netloc, "", "", ""))
    known = bases_of_known_hosts().get(parts.netloc, "")
    typed = (url,) if parts.path else ()
    return tuple(dict.fromkeys(filter(None, (known, *typed, *(root + path for path in _PATHS)))))


async def _ask(profile: Profile, credentials: Credentials, observer: CallObserver) -> Finding:
    client = await open_client(profile, credentials, inactivity_limit=PATIENCE, observer=observer)
    try:
        await client.list_models()
    except _ANSWERS:
        return Finding.WANTS_KEY
    except _NO_WAY_THERE:
        raise
    except ServiceError:
        return Finding.NOTHING_THERE
    finally:
        await client.close()
    return Finding.ANSWERS
