"""The window's loop for a test: what is left on it waits while the loop does not run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication
from typing_extensions import override

from desktop_app.event_loop import new_event_loop

if TYPE_CHECKING:
    import asyncio


def new_test_loop() -> asyncio.AbstractEventLoop:
    """As the program's own, on the one application of all tests."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    loop = new_event_loop(app)
    timer: QObject = loop._timer  # type: ignore[attr-defined]
    timer.installEventFilter(_Rest(loop, timer))
    return loop


class _Rest(QObject):
    """Lets asyncio call nothing while the loop does not run.

    pytest-qt processes Qt's events after a test: a task that is still alive would find no running
    loop there and fail.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, parent: QObject) -> None:
        super().__init__(parent)
        self._loop = loop

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return event.type() is QEvent.Type.Timer and not self._loop.is_running()
