"""How a part of this program is started as a process of its own, from source and when packaged.

A packaged program has no `python -m`: its executable takes the module after `CHILD` instead.
The engine is a package of its own, in the folder beside the program's.
"""

from __future__ import annotations

import sys
from pathlib import Path

CHILD = "--child"
ENGINE_PACKAGE = "llmhub-desktop-engine"


def is_packaged() -> bool:
    """Whether this is the packaged program, with a Python of its own inside."""
    return bool(getattr(sys, "frozen", False))


def own_command() -> tuple[str, ...]:
    """The command that starts this program."""
    return (sys.executable,) if is_packaged() else (sys.executable, "-m", "desktop_app")


def child_command(module: str) -> tuple[str, ...]:
    """The command that runs a module of this program."""
    return (sys.executable, CHILD if is_packaged() else "-m", module)


def engine_command() -> tuple[str, ...]:
    """The command that runs the embedded engine; packaged, its program may not be installed."""
    if not is_packaged():
        return child_command("desktop_app.engine")
    program = Path(sys.executable).resolve()
    engine = program.parent.parent / ENGINE_PACKAGE / ENGINE_PACKAGE
    return (str(engine.with_suffix(program.suffix)),)
