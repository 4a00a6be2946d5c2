"""Holds the settings in force and writes them in the background."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from desktop_app.core.settings import Settings, save_settings
from desktop_app.core.uninterrupted import uninterrupted

log = logging.getLogger(__name__)
_QUIET = 0.5  # seconds without a change before the file is written


class SettingsStore:
    """`update` takes effect at once; the file follows shortly after, and at `close`.

    A file that cannot be written is tried again at the next change and at `close`; `on_failed` is
    told the first time.
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path = path
        self._settings = settings
        self._written = settings
        self._tried = settings
        self._failing = False
        self.on_failed: Callable[[OSError], None] = lambda _error: None
        self._task: asyncio.Task[None] | None = None

    @property
    def current(self) -> Settings:
        """The settings in force."""
        return self._settings

    def update(self, settings: Settings) -> None:
        """Use `settings` from now on; made by `store.current._replace(…)`."""
        self._settings = settings
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._write_soon())

    async def close(self) -> None:
        """Write what has not been written."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        await self._write()

    async def _write_soon(self) -> None:
        while self._tried != self._settings:
            await asyncio.sleep(_QUIET)
            await self._write()

    async def _write(self) -> None:
        settings = self._tried = self._settings
        if settings == self._written:
            return
        try:
            # A write that a later one overtakes would put the older settings in its place.
            await uninterrupted(asyncio.to_thread(save_settings, self.path, settings))
        except OSError as error:
            log.warning("The settings could not be written: %s", error.strerror)
            if not self._failing:
                self._failing = True
                self.on_failed(error)
        else:
            self._failing = False
            self._written = settings
