"""Runs a benchmark."""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from desktop_app.event_loop import new_event_loop
from desktop_app.first_paint import new_application
from desktop_app.garbage_collection import GuiThreadCollector

T = TypeVar("T")


def on_the_programs_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run as the program runs: on Qt's loop, with its collector."""
    application = new_application()
    collector = GuiThreadCollector(application)
    with asyncio.Runner(loop_factory=lambda: new_event_loop(application)) as runner:
        found = runner.run(work)
    del collector
    return found


def run(description: str | None, measure: Callable[[bool], Coroutine[Any, Any, int]]) -> int:
    """The exit code: 1 if `measure`, told whether to be quick, counts a broken ratio."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--quick", action="store_true", help="fewer and shorter runs, less exact")
    quick: bool = parser.parse_args().quick
    return 1 if on_the_programs_loop(measure(quick)) else 0
