"""Keeps what models refuse between two starts: one small JSON file."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterator
from pathlib import Path

from typing_extensions import override

from desktop_app.core.atomic_file import write_atomically
from desktop_app.core.refusals import Refusal, Refusals
from desktop_app.core.replies import ParameterDropped

log = logging.getLogger(__name__)
_LARGEST_FILE = 4 * 1024 * 1024  # bytes


class StoredRefusals(Refusals):
    """Reads its file at the first `load` and writes it in the background after each change.

    A file that cannot be read counts as none, entries that make no sense are left out. Use `add`
    and `forget` within a running loop.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._is_loaded = False
        self._kept: tuple[Refusal, ...] = ()
        self._writing: asyncio.Task[None] | None = None

    @override
    async def load(self) -> None:
        if self._is_loaded:
            return
        kept = await asyncio.to_thread(_read, self._path)
        if not self._is_loaded:  # another caller may have come first
            self._is_loaded = True
            self._kept = kept
            for refusal in kept:
                super().add(*refusal)

    @override
    def add(self, host: str, model: str, dropped: ParameterDropped) -> None:
        super().add(host, model, dropped)
        self._write_soon()

    @override
    def forget(self, host: str, model: str) -> None:
        super().forget(host, model)
        self._write_soon()

    async def close(self) -> None:
        """Wait until everything is written."""
        if self._writing is not None:
            await asyncio.wait([self._writing])

    def _write_soon(self) -> None:
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        await self.load()
        while (wanted := self.all()) != self._kept:
            try:
                await asyncio.to_thread(_write, self._path, wanted)
            except OSError as error:
                log.warning("What models refuse could not be kept: %s", error.strerror)
                return
            self._kept = wanted


def _read(path: Path) -> tuple[Refusal, ...]:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            return ()
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return ()
    return tuple(_refusals(content))


def _refusals(content: object) -> Iterator[Refusal]:
    entries = content.get("refusals") if isinstance(content, dict) else None
    for entry in entries if isinstance(entries, list) else ():
        match entry:
            case {
                "host": str(host),
                "model": str(model),
                "parameter": str(parameter),
                "replaced_by": str(replaced_by),
            } if parameter:
                yield Refusal(host, model, ParameterDropped(parameter, replaced_by))


def _write(path: Path, refusals: tuple[Refusal, ...]) -> None:
    entries = [
        {
            "host": refusal.host,
            "model": refusal.model,
            "parameter": refusal.dropped.name,
            "replaced_by": refusal.dropped.replaced_by,
        }
        for refusal in refusals
    ]
    # ASCII: half of a surrogate pair in the name of a model disturbs nothing.
    write_atomically(path, json.dumps({"refusals": entries}, indent=2))
