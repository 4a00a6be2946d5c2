"""The connection of the window: one profile, one key, one client, shared by all tabs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop_app.core.credentials import NO_CREDENTIALS, Credentials
from desktop_app.core.profiles import Profile, ProfileKind
from desktop_app.service.connect import open_client, warm_up
from desktop_app.service.observing import NOBODY
from desktop_app.service.quirks import QuirkMemory

if TYPE_CHECKING:
    from desktop_app.service.client import ApiClient
    from desktop_app.service.local_engine import LocalEngine
    from desktop_app.service.observing import CallObserver

CredentialsProvider = Callable[[], Awaitable[Credentials | str]]


class Connection:
    """Opens the client of the current profile when it is first asked for.

    Credentials are read only when their profile's client is opened, and stay with that client; a
    text stands for a key alone.
    `memory` holds what is known of the servers already; `observer` is told of every call.
    `on_audio_base_learned` is told the profile and the audio base that it should keep.
    """

    def __init__(
        self,
        profile: Profile,
        credentials: Credentials | str | CredentialsProvider = NO_CREDENTIALS,
        *,
        engine: LocalEngine,
        memory: QuirkMemory | None = None,
        observer: CallObserver = NOBODY,
        on_audio_base_learned: Callable[[Profile, str], None] = lambda _profile, _base: None,
    ) -> None:
        self._profile = profile
        self._credentials = credentials
        self._engine = engine
        self._memory = memory or QuirkMemory()
        self._observer = observer
        self._on_audio_base_learned = on_audio_base_learned
        self._opening: asyncio.Task[ApiClient] | None = None
        self._closing: set[asyncio.Task[None]] = set()

    @property
    def profile(self) -> Profile:
        """The profile whose server is asked."""
        return self._profile

    async def use(
        self,
        profile: Profile,
        credentials: Credentials | str | CredentialsProvider = NO_CREDENTIALS,
    ) -> None:
        """Turn to another profile; calls that still run on the former client fail."""
        self._profile = profile
        self._credentials = credentials
        await self._drop()

    @property
    def engine_runs(self) -> bool:
        """Whether the embedded engine has started and is alive."""
        return self._engine.running

    async def client(self) -> ApiClient:
        """The client of the current profile. Callers at the same time share one opening.

        Raises:
            HubError: no client can be opened; the next call tries again.
        """
        if self._is_stale():
            await self._drop()
        if self._opening is None:
            opening = self._open(self._profile, self._credentials)
            self._opening = asyncio.create_task(opening, name="open-client")
            self._opening.add_done_callback(_look_at_outcome)
        return await asyncio.shield(self._opening)

    async def use_model_file(self, path: str) -> None:
        """Have the engine answer from another GGUF file, or from its own when `path` is ""."""
        if path != self._engine.model_file:
            self._engine.model_file = path
            await self._engine.stop()

    async def close(self) -> None:
        """Close the client and end the engine."""
        try:
            await self._drop()
            await asyncio.gather(*self._closing)
        finally:
            await self._engine.stop()

    async def _open(
        self, profile: Profile, credentials: Credentials | str | CredentialsProvider
    ) -> ApiClient:
        memory = self._memory
        if profile.kind is ProfileKind.LOCAL:
            memory = QuirkMemory()  # it has another port at each start, which names nothing
            address, _ = await asyncio.gather(self._engine.address(), warm_up())
            profile = profile._replace(base_url=address.base_url)
            credentials = address.key
        await memory.load()
        return await open_client(
            profile,
            await credentials() if callable(credentials) else credentials,
            memory=memory,
            observer=self._observer,
            on_audio_base_learned=partial(self._on_audio_base_learned, profile),
        )

    def _is_stale(self) -> bool:
        """The opening failed, or the engine that the client speaks to has died."""
        opening = self._opening
        if opening is None or not opening.done():
            return False
        if opening.cancelled() or opening.exception() is not None:
            return True
        return self._profile.kind is ProfileKind.LOCAL and not self._engine.running

    async def _drop(self) -> None:
        """Close the client; that goes on to its end even if the caller is cancelled."""
        opening, self._opening = self._opening, None
        if opening is not None:
            closing = asyncio.create_task(_close(opening), name="close-client")
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)
            await asyncio.shield(closing)


async def _close(opening: asyncio.Task[ApiClient]) -> None:
    opening.cancel()
    await asyncio.wait([opening])
    if not opening.cancelled() and opening.exception() is None:
        await opening.result().close()


def _look_at_outcome(task: asyncio.Task[ApiClient]) -> None:
    """An opening whose callers have all gone away may fail without anybody to tell."""
    if not task.cancelled():
        task.exception()
