"""A launch agent of the person on macOS. Written from Apple's manual, not yet run."""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from pathlib import Path

from desktop_app.core.atomic_file import write_atomically

NAME = "io.github.llmhub_desktop.LLMHubDesktop"


class LaunchAgent:
    """A property list that launchd reads at login."""

    def __init__(self, command: Sequence[str], folder: Path | None = None) -> None:
        self._path = (folder or Path.home() / "Library" / "LaunchAgents") / f"{NAME}.plist"
        self._command = command

    def is_on(self) -> bool:
        """Whether the program starts at login."""
        return self._path.exists()

    def set_on(self, on: bool) -> None:
        """Write the list or remove it.

        Raises:
            OSError: the folder cannot be written.
        """
        if on:
            entries = {
                "Label": NAME,
                "ProgramArguments": list(self._command),
                "RunAtLoad": True,
                "ProcessType": "Interactive",
            }
            write_atomically(self._path, plistlib.dumps(entries))
        else:
            self._path.unlink(missing_ok=True)
