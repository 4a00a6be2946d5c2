"""One task at a time, owned by a tab: started, cancelled and reported in one place."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine

from PySide6.QtCore import QObject, Signal

from desktop_app.core.errors import HubError


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
        self._task = asyncio.get_running_loop().create_task(self._run(work, former))
        if former is None:
            self.busy_changed.emit(True)

    def cancel(self) -> None:
        """Ask the running task to end; `busy_changed(False)` follows when it has."""
        if self._task is not None:
            self._task.cancel()

    async def close(self) -> None:
        """Cancel the running task and wait for its end."""
        task = self._task
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    async def _run(
        self, work: Coroutine[object, object, None], former: asyncio.Task[None] | None
    ) -> None:
        try:
            if former is not None:
                await asyncio.wait([former])
            await work
        except asyncio.CancelledError:
            raise
        except HubError as error:
            self.failed.emit(error)
        except Exception as error:  # noqa: BLE001 - the one place that reports a task's failure
            self.failed.emit(error)
            asyncio.get_running_loop().call_exception_handler(
                {"message": "A task of the window failed", "exception": error}
            )
        finally:
            work.close()
            if self._task is asyncio.current_task():
                self._task = None
                self.busy_changed.emit(False)
