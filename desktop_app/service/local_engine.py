"""The embedded engine as this program's child: started on demand, once, and ended with it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.core.child_process import ChildProcess
from desktop_app.core.errors import EngineFailed, EnginePartMissing
from desktop_app.core.own_command import ENGINE_PACKAGE, engine_command

ENGINE_COMMAND = engine_command()


@dataclass(frozen=True, slots=True)
class EngineAddress:
    """Where the engine listens, and the key that it wants, both new at each start."""

    base_url: str
    key: str


class LocalEngine:
    """Starts the engine when its address is first asked for, and again when it has died.

    `on_progress` is told the part that is being loaded. `command` is what is run; `model_file`
    names another GGUF file than its own.
    """

    def __init__(
        self,
        command: Sequence[str] = ENGINE_COMMAND,
        environ: Mapping[str, str] | None = None,
        on_progress: Callable[[str], None] = lambda _part: None,
    ) -> None:
        self.on_progress = on_progress
        self.model_file = ""
        self._command = tuple(command)
        self._environ = environ
        self._child: ChildProcess | None = None
        self._starting: asyncio.Task[EngineAddress] | None = None
        self._draining: asyncio.Task[None] | None = None

    @property
    def running(self) -> bool:
        """Whether the engine has started and is alive."""
        return self._is_started() and self._child is not None and self._child.returncode is None

    async def address(self) -> EngineAddress:
        """The address of the running engine; callers at the same time share one start.

        Raises:
            EnginePartMissing: a package that the engine needs is not installed.
            EngineFailed: it ended, or could not be run.
        """
        if self._starting is not None and self._starting.done() and not self.running:
            await self.stop()
        if self._starting is None:
            self._starting = asyncio.create_task(self._start(), name="engine-start")
            self._starting.add_done_callback(_look_at_outcome)
        return await asyncio.shield(self._starting)

    async def stop(self) -> None:
        """End the engine, or its start."""
        starting, self._starting = self._starting, None
        draining, self._draining = self._draining, None
        child, self._child = self._child, None
        tasks = [task for task in (starting, draining) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if child is not None:
            await child.stop()

    def _is_started(self) -> bool:
        task = self._starting
        return (
            task is not None and task.done() and not task.cancelled() and task.exception() is None
        )

    async def _start(self) -> EngineAddress:
        try:
            child = await ChildProcess.start(self._full_command(), self._environ)
        except FileNotFoundError as error:
            raise EnginePartMissing(ENGINE_PACKAGE) from error
        except OSError as error:
            raise EngineFailed(str(error)) from error
        try:
            address = await self._wait_until_ready(child)
        except BaseException:
            await child.stop(grace=0.5)
            raise
        self._child = child
        self._draining = asyncio.create_task(_drain(child), name="engine-lines")
        return address

    def _full_command(self) -> Sequence[str]:
        if not self.model_file:
            return self._command
        return (*self._command, "--model-file", self.model_file)

    async def _wait_until_ready(self, child: ChildProcess) -> EngineAddress:
        async for line in child.lines():
            message = _message(line)
            match message.get("event"):
                case "starting":
                    self.on_progress(str(message.get("part", "")))
                case "ready":
                    return EngineAddress(str(message["base_url"]), str(message["key"]))
                case "missing_part":
                    raise EnginePartMissing(str(message.get("part", "")))
                case "failed":
                    raise EngineFailed(str(message.get("reason", "")))
        raise EngineFailed


async def _drain(child: ChildProcess) -> None:
    """Read on, so that the child never waits for a full pipe."""
    async for _line in child.lines():
        pass


def _message(line: str) -> dict[str, Any]:
    """The JSON object of a line; a line of some library's own counts for nothing."""
    try:
        message = json.loads(line)
    except ValueError:
        return {}
    return message if isinstance(message, dict) else {}


def _look_at_outcome(task: asyncio.Task[EngineAddress]) -> None:
    """A start whose callers have all gone away may fail without anybody to tell."""
    if not task.cancelled():
        task.exception()
