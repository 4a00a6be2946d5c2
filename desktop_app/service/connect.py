"""Opens a client without holding up the window: everything heavy happens in a worker thread."""

from __future__ import annotations

import asyncio
import functools
import gc
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.core.credentials import Credentials, normal_key
from desktop_app.core.errors import ServerUnreachable
from desktop_app.service.client import ApiClient
from desktop_app.service.download import Downloader
from desktop_app.service.observing import NOBODY
from desktop_app.service.quirks import QuirkMemory
from desktop_app.service.server_words import words_of

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile
    from desktop_app.service.observing import CallObserver
    from desktop_app.service.wire import Wire


async def open_client(
    profile: Profile,
    credentials: Credentials | str,
    *,
    memory: QuirkMemory | None = None,
    inactivity_limit: float | None = None,
    observer: CallObserver = NOBODY,
    on_audio_base_learned: Callable[[str], None] = lambda _base: None,
) -> ApiClient:
    """A client of this profile. No connection is made yet.

    `credentials` may be a key alone; `inactivity_limit` (seconds) takes the place of the profile's.

    Raises:
        KeyUnusable: the key cannot stand in a header.
        CertificateFileUnusable, CertificatePasswordWrong: a file of the profile cannot be used.
        ServiceError: the profile's URL or its proxy cannot be used.
    """
    if isinstance(credentials, str):
        credentials = Credentials(credentials)
    credentials = credentials._replace(key=normal_key(credentials.key))
    sent = tuple(name for name in profile.header_names if credentials.header(name))
    profile = profile._replace(header_names=sent)
    wire = await asyncio.to_thread(_open_wire, profile, credentials, inactivity_limit, observer)
    downloader = Downloader(profile, credentials, observer)
    return ApiClient(profile, wire, memory or QuirkMemory(), downloader, on_audio_base_learned)


async def check_certificates(profile: Profile, credentials: Credentials) -> None:
    """Look whether the files that the profile names can be used.

    Raises:
        CertificateFileUnusable, CertificatePasswordWrong: one cannot.
    """
    if profile.ca_file or profile.client_certificate:
        await asyncio.to_thread(_check_certificates, profile, credentials)


async def warm_up() -> None:
    """Load the SDK in a worker thread, for the first `open_client` to be quick."""
    await asyncio.to_thread(_warm_up)


_loading = threading.Lock()


def _warm_up() -> None:
    # Two threads that import packages of many modules at once meet half-made ones.
    with _loading:
        _load()


@functools.cache
def _load() -> None:
    # The collector would walk through all that is being loaded, for 40 ms at a time, and the
    # window waits for it. What stays until the end is of no interest to it later either.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        from desktop_app.service.transport import warm_up as touch_resources

        touch_resources()
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()


def _check_certificates(profile: Profile, credentials: Credentials) -> None:
    _warm_up()
    from desktop_app.service.http_client import tls_context

    tls_context(profile, credentials)


def _open_wire(
    profile: Profile,
    credentials: Credentials,
    inactivity_limit: float | None,
    observer: CallObserver,
) -> Wire:
    _warm_up()
    import httpx2

    from desktop_app.service.transport import Transport

    try:
        return Transport(profile, credentials, inactivity_limit=inactivity_limit, observer=observer)
    except (ValueError, httpx2.InvalidURL) as error:
        words = words_of(str(error), credentials.secrets())
        raise ServerUnreachable(words, host=profile.host) from error
