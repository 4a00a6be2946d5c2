"""Does what a person wants changed, one thing after the other, and leaves nothing out."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Callable, Coroutine

from PySide6.QtCore import QObject, Signal

from desktop_app.ui.task_runner import TaskRunner

_PATIENCE = 5.0  # seconds that closing waits for what is still to be done

Job = Callable[[], Coroutine[object, object, None]]


class JobQueue(QObject):
    """A job that fails is told and does not keep the others from being done."""

    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs: deque[Job] = deque()
        self._idle = asyncio.Event()
        self._idle.set()
        self._runner = TaskRunner(self)
        self._runner.failed.connect(self.failed)
        self._runner.busy_changed.connect(self._on_busy_changed)

    def add(self, job: Job) -> None:
        """Do this after what was added before."""
        self._jobs.append(job)
        self._idle.clear()
        if not self._runner.busy:
            self._start_next()

    async def close(self) -> None:
        """Do what is still to be done, then end."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), _PATIENCE)
        self._jobs.clear()
        await self._runner.close()

    def _on_busy_changed(self, busy: bool) -> None:
        if not busy:
            self._start_next()

    def _start_next(self) -> None:
        if self._jobs:
            self._runner.start(self._jobs.popleft()())
        else:
            self._idle.set()
