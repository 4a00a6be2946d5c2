"""Runs copied code as a person would: in a process of its own, with API_KEY set."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Mapping
from pathlib import Path

from desktop_app.service.snippets import Language, ServiceCall, code_for
from tests.servers import HUB_KEY

PATIENCE = 60.0  # seconds; a slow machine is no failure


async def run(language: Language, call: ServiceCall, folder: Path) -> str:
    """What the code of the call prints; it must end well and say nothing of errors."""
    code = code_for(language, call)
    assert HUB_KEY not in code
    return await run_code(language, code, folder)


async def run_code(
    language: Language, code: str, folder: Path, variables: Mapping[str, str] | None = None
) -> str:
    """The same with code, and with further `variables` set."""
    command, suffix = {
        Language.PYTHON: ((sys.executable,), "py"),
        Language.CURL: (("bash", "-eu"), "sh"),
    }[language]
    file = folder / f"copied.{suffix}"
    file.write_text(code, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        *command,
        str(file),
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "API_KEY": HUB_KEY,
            "PYTHONIOENCODING": "utf-8",
            **(variables or {}),
        },
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    async with asyncio.timeout(PATIENCE):
        printed, complaints = await process.communicate()
    assert process.returncode == 0, complaints.decode() + code
    return printed.decode()
