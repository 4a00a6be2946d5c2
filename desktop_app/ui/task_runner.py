"""One task at a time, owned by a tab: started, cancelled and reported in one place."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

from PySide6.QtCore import QObject, Signal

from desktop_app.core.errors import HubError
from desktop_app.core.uninterrupted import uninterrupted


class TaskRunner(QObject):
    """Runs a tab's coroutine; a new one ends the former.

    `failed` carries every exception except a cancellation. A HubError is expected and shown;
    anything else is a defect, which is shown too and goes on to the loop's exception handler.
    """

    busy_changed = Signal(bool)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: asyncio.Task[None] | None = None

    @property
    def busy(self) -> bool:
        """Whether a task is running."""
        return self._task is not None

    def start(self, work: Coroutine[object, object, None]) -> None:
        """Run `work` as the one task; what ran before is cancelled and awaited first."""
        former = self._task
        if former is not None:
            former.cancel()
        task = asyncio.get_running_loop().create_task(_after(former, work))
        task.add_done_callback(lambda done: self._on_done(done, work))
        self._task = task
        if former is None:
            self.busy_changed.emit(True)

    def cancel(self) -> None:
        """Ask the running task to end; `busy_changed(False)` follows when it has."""
        if self._task is not None:
            self._task.cancel()

    def retire(self, owner: QObject) -> None:
        """Cancel the running task and delete `owner`, to which it belongs, when it has ended."""
        self.cancel()
        if self.busy:
            self.busy_changed.connect(owner.deleteLater)
        else:
            owner.deleteLater()

    async def close(self) -> None:
        """Cancel the running task and wait for its end."""
        task = self._task
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    def _on_done(self, task: asyncio.Task[None], work: Coroutine[object, object, None]) -> None:
        work.close()  # a task that was cancelled before it began has not touched it
        error = None if task.cancelled() else task.exception()
        if error is not None and self._task is task:  # nobody waits for what was replaced
            self.failed.emit(error)
        if error is not None and not isinstance(error, HubError):
            task.get_loop().call_exception_handler(
                {"message": "A task of the window failed", "exception": error}
            )
        if self._task is task:
            self._task = None
            self.busy_changed.emit(False)


async def _after(former: asyncio.Task[None] | None, work: Coroutine[object, object, None]) -> None:
    if former is not None:
        # Also when this one is cancelled: whoever comes next waits for this one alone.
        await uninterrupted(_end_of(former))
    await work


async def _end_of(task: asyncio.Task[None]) -> None:
    await asyncio.wait([task])
