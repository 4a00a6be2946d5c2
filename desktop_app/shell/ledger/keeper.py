"""Owns the ledger: opened when the first call has ended, written in the background."""

from __future__ import annotations

import asyncio
import importlib
import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.core.errors import DatabaseUnusable
from desktop_app.service.call_log import CallLog

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future
    from pathlib import Path

    from desktop_app.core.calls import CallRecord, CallSummary
    from desktop_app.service.call_log import ObservedCall
    from desktop_app.storage.ledger import Ledger

log = logging.getLogger(__name__)
_MOST_WAITING = 1_000  # calls that wait for the file to be opened


class LedgerKeeper(QObject):
    """`log` observes the calls. What cannot be kept is given up: no call is ever disturbed."""

    call_added = Signal(object)  # CallSummary
    enabled_changed = Signal(bool)
    problem_found = Signal(object)  # DatabaseUnusable; the first time

    def __init__(self, file: Path, *, enabled: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.log = CallLog(self._on_ended, enabled=enabled)
        self.problem: DatabaseUnusable | None = None
        self._file = file
        self._opening: asyncio.Task[Ledger] | None = None
        self._open: Ledger | None = None
        self._waiting: list[ObservedCall] = []
        self._closed = False

    @property
    def enabled(self) -> bool:
        """Whether calls are recorded."""
        return self.log.enabled

    def set_enabled(self, enabled: bool) -> None:
        """Record calls from now on, or no longer."""
        if enabled != self.log.enabled:
            self.log.enabled = enabled
            self.enabled_changed.emit(enabled)

    async def ledger(self) -> Ledger:
        """The ledger, opened on first need; an opening that failed is tried again.

        Raises:
            DatabaseUnusable: another program has the file, or it cannot be written.
        """
        if self._opening is None or _has_failed(self._opening):
            self._opening = asyncio.get_running_loop().create_task(_open(self._file))
            self._opening.add_done_callback(self._on_opened)
        return await asyncio.shield(self._opening)

    async def close(self) -> None:
        """Write what is waiting and close the file."""
        self._closed = True
        if self._opening is not None:
            await asyncio.wait([self._opening])
            await asyncio.sleep(0)  # what waited for the opening is handed on
        if self._open is not None:
            await self._open.close()

    def _on_ended(self, call: ObservedCall) -> None:
        if self._open is not None:
            self._add(self._open, call)
            return
        self._waiting = [*self._waiting[-_MOST_WAITING:], call]
        if self._opening is None and not self._closed:
            self._opening = asyncio.get_running_loop().create_task(_open(self._file))
            self._opening.add_done_callback(self._on_opened)

    def _on_opened(self, opening: asyncio.Task[Ledger]) -> None:
        waiting, self._waiting = self._waiting, []
        if _has_failed(opening):
            error = None if opening.cancelled() else opening.exception()
            self._on_failed(error)
            return
        self._open = opening.result()
        for call in waiting:
            self._add(self._open, call)

    def _add(self, ledger: Ledger, call: ObservedCall) -> None:
        try:
            adding = ledger.add(partial(_record_of, call))
        except RuntimeError:
            return  # closed: the program ends
        loop = asyncio.get_running_loop()
        adding.add_done_callback(lambda done: _tell(loop, self._on_added, done))

    def _on_added(self, adding: Future[CallSummary]) -> None:
        error = adding.exception()
        if error is None:
            self.problem = None
            self.call_added.emit(adding.result())
        else:
            self._on_failed(error)

    def _on_failed(self, error: BaseException | None) -> None:
        if isinstance(error, DatabaseUnusable):
            if self.problem is None:
                log.info("The ledger cannot be kept: %s", error.problem.value)
                self.problem = error
                self.problem_found.emit(error)
        elif error is not None:
            asyncio.get_running_loop().call_exception_handler(
                {"message": "The ledger failed", "exception": error}
            )


def _tell(
    loop: asyncio.AbstractEventLoop,
    told: Callable[[Future[CallSummary]], None],
    done: Future[CallSummary],
) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(told, done)


def _has_failed(opening: asyncio.Task[Ledger]) -> bool:
    return opening.done() and (opening.cancelled() or opening.exception() is not None)


async def _open(file: Path) -> Ledger:
    kind = await asyncio.to_thread(_ledger_class)
    return await kind.open(file)


def _ledger_class() -> type[Ledger]:
    # sqlite3 and what belongs to it take a tenth of a second to import; the window, another one.
    importlib.import_module("desktop_app.shell.ledger.presenter")
    from desktop_app.storage.ledger import Ledger

    return Ledger


def _record_of(call: ObservedCall) -> CallRecord:
    from desktop_app.service.call_record import record_of

    return record_of(call)
