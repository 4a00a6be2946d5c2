"""Starts the real engine for tests and reads what it tells its parent.

ENGINE_UNDER_TEST may name a packaged engine's program; else it is the source tree's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

BLOCKED = """
import runpy, sys
sys.modules[{package!r}] = None
sys.argv = ["engine"]
runpy.run_module("desktop_app.engine", run_name="__main__")
"""


@dataclass(frozen=True)
class Engine:
    """A running engine."""

    process: subprocess.Popen[str]
    base_url: str
    key: str


def command(*arguments: str) -> list[str]:
    if packaged := os.environ.get("ENGINE_UNDER_TEST"):
        return [packaged, *arguments]
    return [sys.executable, "-m", "desktop_app.engine", *arguments]


def command_without(package: str) -> list[str]:
    """The engine on a machine where a package is not installed."""
    return [sys.executable, "-c", BLOCKED.format(package=package)]


def spawn(*words: str, stderr: Any = None) -> subprocess.Popen[str]:
    return subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=stderr, text=True
    )


def last_event(process: subprocess.Popen[str]) -> dict[str, str]:
    """The first event that is no progress."""
    assert process.stdout is not None
    for line in process.stdout:
        event: dict[str, str] = json.loads(line)
        if event["event"] != "starting":
            return event
    return {"event": "silent"}


def start(*words: str, stderr: Any = None) -> Engine:
    process = spawn(*words, stderr=stderr)
    event = last_event(process)
    assert event["event"] == "ready", event
    return Engine(process, event["base_url"], event["key"])


def end(process: subprocess.Popen[str]) -> int:
    """Close the engine's input, as a parent that ends does; the exit code."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    code = process.wait(10)
    process.stdout.close()
    return code
