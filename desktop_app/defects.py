"""Whatever nobody has caught is logged here, in every thread, in Qt and in the loop."""

from __future__ import annotations

import logging
import platform
import re
import sys
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TextIO

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)

from desktop_app import __version__
from desktop_app.core.errors import HubError
from desktop_app.core.logs.log_file import LogFile
from desktop_app.core.logs.qt_text import without_values
from desktop_app.core.logs.traces import place_in

if TYPE_CHECKING:
    import asyncio
    from types import TracebackType

    from desktop_app.core.logs.runs import Run

log = logging.getLogger(__name__)
_ARGUMENTS = re.compile(r"[(<\[{'\"]")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Defects(QObject):
    """`noted` follows an exception that should not have been; it may come from any thread."""

    noted = Signal()

    def catch_all(self, run: Run) -> None:
        """Take over the hooks of Python and Qt; what ends the program at once goes into `run`."""
        self._run = run
        self._hooks = (
            sys.excepthook,
            threading.excepthook,
            sys.unraisablehook,
            warnings.showwarning,
        )
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        warnings.showwarning = _on_warning
        qInstallMessageHandler(self._on_qt)

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take what the loop reports: what nobody awaited, and what a tab's task did not expect."""
        loop.set_exception_handler(self._on_loop)

    def let_go(self) -> None:
        """Give the hooks back."""
        qInstallMessageHandler(None)
        (
            sys.excepthook,
            threading.excepthook,
            sys.unraisablehook,
            warnings.showwarning,
        ) = self._hooks

    def note(self, what: str, error: BaseException) -> None:
        """Log an exception; one that a part of the program names itself is no defect."""
        is_expected = isinstance(error, (HubError, OSError))
        log.log(logging.WARNING if is_expected else logging.ERROR, "%s", what, exc_info=error)
        if not is_expected:
            self.noted.emit()

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            self.note("An exception nobody caught", error)

    def _on_thread(self, found: threading.ExceptHookArgs) -> None:
        if found.exc_value is not None and found.exc_type is not SystemExit:
            self.note("An exception in a thread", found.exc_value)

    def _on_unraisable(self, found: sys.UnraisableHookArgs) -> None:
        if found.exc_value is not None:
            self.note("An exception where none can be raised", found.exc_value)

    def _on_loop(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        # What follows a bracket are arguments: "Exception in callback Tab._on_text('Dear …')".
        said = _ARGUMENTS.split(str(context.get("message", "")))[0].strip()
        if isinstance(error, BaseException):
            self.note(said, error)
        else:
            log.warning("%s", said)

    def _on_qt(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        said = without_values(text)
        log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s", said)
        if kind is QtMsgType.QtFatalMsg:
            self._run.note(f"Qt: {said}")


class Watch(NamedTuple):
    """What notes whatever goes wrong while the program runs."""

    log: LogFile
    defects: Defects


@contextmanager
def everything_noted(log_file: Path, run: Run) -> Iterator[Watch]:
    """Log into `log_file` what happens inside."""
    watch = Watch(LogFile(log_file), Defects())
    watch.log.start()
    watch.defects.catch_all(run)
    versions = (__version__, platform.python_version(), qVersion(), sys.platform)
    log.info("Begins: version %s, Python %s, Qt %s, %s", *versions)
    try:
        yield watch
    finally:
        log.info("Ends")
        watch.defects.let_go()
        watch.log.close()


def _on_warning(
    message: Warning | str,  # noqa: ARG001 - may quote a text
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,  # noqa: ARG001
    line: str | None = None,  # noqa: ARG001
) -> None:
    log.warning("%s (%s:%d)", category.__name__, place_in(filename), lineno)
