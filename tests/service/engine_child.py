"""A child that speaks as the embedded engine does, without its models."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path

_PROGRAM = """
import json, pathlib, sys, time
folder, lines = pathlib.Path(sys.argv[1]), json.loads(sys.argv[2])
(folder / f"start-{time.monotonic_ns()}").touch()
for line in lines:
    print(line if isinstance(line, str) else json.dumps(line), flush=True)
if lines and isinstance(lines[-1], dict) and lines[-1].get("event") == "ready":
    sys.stdin.read()
"""


def child_command(folder: Path, *lines: object) -> list[str]:
    """Prints these lines; stays when the last one says that it is ready."""
    return [sys.executable, "-I", "-S", "-c", _PROGRAM, str(folder), json.dumps(lines)]


def engine_command(
    folder: Path, base_url: str = "http://127.0.0.1:1/v1", key: str = "k"
) -> list[str]:
    """An engine that gets ready."""
    return child_command(
        folder,
        {"event": "starting", "part": "server"},
        "a line of some library",
        {"event": "starting", "part": "model"},
        {"event": "ready", "base_url": base_url, "key": key},
    )


def starts(folder: Path) -> int:
    """How often it was started."""
    return len(list(folder.glob("start-*")))


async def wait_until(condition: Callable[[], bool], timeout: float = 5.0) -> None:  # noqa: ASYNC109 (a deadline of a poll)
    """Poll until the condition holds."""
    async with asyncio.timeout(timeout):
        while not condition():  # noqa: ASYNC110 (a process sets no event)
            await asyncio.sleep(0.005)
