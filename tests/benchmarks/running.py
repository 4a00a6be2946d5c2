"""Runs a benchmark as the program runs: on Qt's loop, with its collector."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop_app.bootstrap import new_application
from desktop_app.event_loop import new_event_loop
from desktop_app.garbage_collection import GuiThreadCollector


def run(description: str | None, measure: Callable[[bool], Awaitable[int]]) -> int:
    """The exit code: 1 if `measure`, told whether to be quick, counts a broken ratio."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter runs, less exact")
    quick: bool = parser.parse_args().quick
    application = new_application()
    collector = GuiThreadCollector(application)

    async def main() -> int:
        return await measure(quick)

    with asyncio.Runner(loop_factory=lambda: new_event_loop(application)) as runner:
        broken = runner.run(main())
    del collector
    sys.stdout.flush()
    return 1 if broken else 0
