"""asyncio on Qt's event loop: the only use of qasync."""

from __future__ import annotations

import signal
import sys
from collections.abc import AsyncGenerator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import qasync  # after PySide6, so that it binds to it
from PySide6.QtCore import QTimer

if TYPE_CHECKING:
    import asyncio

    from PySide6.QtWidgets import QApplication

_HEARTBEAT_MS = 200
_WORKERS = 6


def new_event_loop(app: QApplication) -> asyncio.AbstractEventLoop:
    """A loop that runs Qt and asyncio, with worker threads of its own and Ctrl-C working."""
    loop: asyncio.AbstractEventLoop = qasync.QEventLoop(app)
    loop.set_default_executor(ThreadPoolExecutor(_WORKERS, thread_name_prefix="worker"))
    sys.set_asyncgen_hooks(finalizer=_Finalizer(loop))
    if signal.getsignal(signal.SIGINT) is not signal.SIG_IGN:
        # Python sees a signal only when its interpreter runs: an idle Qt loop never lets it.
        heartbeat = QTimer(app)
        heartbeat.timeout.connect(lambda: None)
        heartbeat.start(_HEARTBEAT_MS)
    return loop


class _Finalizer:
    """Closes generators that were left early, as asyncio's own loops do and qasync does not."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._closing: set[asyncio.Task[None]] = set()

    def __call__(self, generator: AsyncGenerator[object, object]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._close, generator)

    def _close(self, generator: AsyncGenerator[object, object]) -> None:
        task = self._loop.create_task(_aclose(generator))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)


async def _aclose(generator: AsyncGenerator[object, object]) -> None:
    await generator.aclose()
