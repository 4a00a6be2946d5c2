"""Opens a client without holding up the window: everything heavy happens in a worker thread."""

from __future__ import annotations

import asyncio
import functools
import gc
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop_app.core.errors import ProxyFailed, ServerUnreachable
from desktop_app.core.profiles import normal_key
from desktop_app.service.client import ApiClient
from desktop_app.service.quirks import QuirkMemory

if TYPE_CHECKING:
    from desktop_app.core.profiles import Profile
    from desktop_app.service.wire import Wire

INACTIVITY_LIMIT = 120.0  # seconds without a byte after which a reply counts as stalled


async def open_client(
    profile: Profile,
    key: str,
    *,
    memory: QuirkMemory | None = None,
    inactivity_limit: float = INACTIVITY_LIMIT,
    on_audio_base_learned: Callable[[str], None] = lambda _base: None,
) -> ApiClient:
    """A client of this profile. No connection is made yet.

    Raises:
        KeyUnusable: the key cannot stand in a header.
        ServiceError: the profile's URL or a proxy of the environment cannot be used.
    """
    wire = await asyncio.to_thread(_open_wire, profile, normal_key(key), inactivity_limit)
    return ApiClient(profile, wire, memory or QuirkMemory(), on_audio_base_learned)


async def warm_up() -> None:
    """Load the SDK in a worker thread, for the first `open_client` to be quick."""
    await asyncio.to_thread(_warm_up)


@functools.cache
def _warm_up() -> None:
    # The collector would walk through all that is being loaded, for 40 ms at a time, and the
    # window waits for it. What stays until the end is of no interest to it later either.
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        from desktop_app.service.transport import warm_up as load

        load()
        gc.freeze()
    finally:
        if was_enabled:
            gc.enable()


def _open_wire(profile: Profile, key: str, inactivity_limit: float) -> Wire:
    _warm_up()
    import httpx2

    from desktop_app.service.transport import Transport

    try:
        return Transport(profile, key, inactivity_limit=inactivity_limit)
    except ImportError as error:  # a proxy whose protocol needs a package of its own
        raise ProxyFailed(str(error), host=profile.host) from error
    except (ValueError, httpx2.InvalidURL) as error:
        raise ServerUnreachable(str(error), host=profile.base_url) from error
