"""Starts the program: one for each folder of data, the window first, then all the rest.

Only what the first paint needs is imported at the top; asyncio, qasync and the rest follow it.
"""

from __future__ import annotations

import desktop_app.plain_imports  # noqa: F401 - before PySide6

# isort: split
import os
import sys
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app import __version__
from desktop_app.command_line import Arguments, parse_arguments
from desktop_app.core.logs.runs import noted_run
from desktop_app.core.paths import portable_paths
from desktop_app.first_paint import Start, new_application, prepare
from desktop_app.platform_folders import platform_paths
from desktop_app.shell.instance.lock import InstanceLock

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from desktop_app.core.logs.runs import Run
    from desktop_app.core.paths import Paths
    from desktop_app.defects import Watch

_LONGEST_ENDING = 30.0  # seconds; what hangs then is ended, and the next start tells of it


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program until it is ended; the exit code."""
    asked = parse_arguments(sys.argv[1:] if arguments is None else arguments)
    paths = portable_paths(asked.data_dir) if asked.data_dir else platform_paths()
    lock = InstanceLock(paths.instance_lock)
    if not lock.acquire():
        code = _hand_over(asked, paths, lock)
        if code is not None:
            return code
    began = time.strftime("%Y-%m-%d %H:%M:%S")
    with noted_run(paths.runs, f"LLM Hub Desktop {__version__}, started {began}") as run:
        app = new_application()
        start = prepare(app, paths)
        if not asked.starts_hidden:
            start.window.open()
            # The window is on the screen before anything heavy is imported.
            app.processEvents()
        return _run(app, start, asked, run)


def _hand_over(asked: Arguments, paths: Paths, lock: InstanceLock) -> int | None:
    """Let the program that runs do what is asked; the exit code, or None when it has just ended."""
    from desktop_app.shell.instance.handover import Outcome, hand_over
    from desktop_app.shell.instance.request import Request, address

    request = Request.of(asked, os.environ)
    match hand_over(request, address(paths, os.environ), lock):
        case Outcome.HANDED_OVER:
            return 0
        case Outcome.NOBODY_THERE:
            return None
    from desktop_app.shell.instance.no_answer import say_no_answer

    say_no_answer(new_application(), lock.holder())
    return 1


def _run(app: QApplication, start: Start, asked: Arguments, run: Run) -> int:
    import asyncio
    import signal

    from desktop_app.defects import everything_noted
    from desktop_app.event_loop import new_event_loop
    from desktop_app.garbage_collection import GuiThreadCollector
    from desktop_app.program import Program
    from desktop_app.shell.instance.request import address
    from desktop_app.shell.instance.server import InstanceServer

    GuiThreadCollector(app)

    async def live(watch: Watch) -> None:
        loop = asyncio.get_running_loop()
        watch.defects.watch(loop)
        program = Program(start, asked, os.environ)
        watch.log.mask(program.keys.known_secrets)
        watch.defects.noted.connect(program.reports.say_defect)
        for name in ("SIGTERM", "SIGHUP"):
            if number := getattr(signal, name, None):  # Windows knows no SIGHUP
                signal.signal(number, lambda *_: loop.call_soon_threadsafe(program.closed.set))
        program.start()
        server = InstanceServer(address(start.paths, os.environ))
        server.requested.connect(program.take)
        try:
            await program.closed.wait()
        finally:
            run.limit_ending(_LONGEST_ENDING)
            server.close()
            await program.close()

    with (
        everything_noted(start.paths.log_file, run) as watch,
        asyncio.Runner(loop_factory=lambda: new_event_loop(app)) as runner,
    ):
        try:
            runner.run(live(watch))
        except KeyboardInterrupt:  # everything was closed in order
            return 128 + signal.SIGINT
    return 0
