"""Checks a text in a thread while it is being written."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.ui.task_runner import TaskRunner

if TYPE_CHECKING:
    from desktop_app.tooling.checking import Checked

_PAUSE = 120  # milliseconds without a key before the check begins


class LiveCheck(QObject):
    """`checked` follows the last text that was submitted; those before it are forgotten."""

    checked = Signal(object)  # a Checked

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._check: Callable[[], Checked] | None = None
        self._runner = TaskRunner(self)
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE)
        self._timer.timeout.connect(self._start)

    def submit(self, check: Callable[[], Checked]) -> None:
        """Have `check` run soon."""
        self._check = check
        self._timer.start()

    def cancel(self) -> None:
        """Forget the last text too."""
        self._timer.stop()
        self._runner.cancel()

    async def close(self) -> None:
        """Wait for the end of the check that runs."""
        self._timer.stop()
        await self._runner.close()

    def _start(self) -> None:
        if self._check is not None:
            self._runner.start(self._run(self._check))

    async def _run(self, check: Callable[[], Checked]) -> None:
        self.checked.emit(await asyncio.to_thread(check))
