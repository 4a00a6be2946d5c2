"""Whether the program starts, hidden, when the person logs in."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Protocol

from desktop_app.shell.login_start.command import start_command

if TYPE_CHECKING:
    from desktop_app.core.paths import Paths


class LoginStart(Protocol):
    """The system's own list of what starts at login. Both may wait for a disk."""

    def is_on(self) -> bool:
        """Whether the program is on it."""

    def set_on(self, on: bool) -> None:
        """Put it there or take it away.

        Raises:
            OSError: the system does not let it.
        """


def login_start(paths: Paths) -> LoginStart:
    """That of this system, for this installation with these folders."""
    command = start_command(paths, os.environ)
    if sys.platform == "win32":
        from desktop_app.shell.login_start.run_key import RunKey

        return RunKey(command)
    if sys.platform == "darwin":
        from desktop_app.shell.login_start.launch_agent import LaunchAgent

        return LaunchAgent(command)
    from desktop_app.shell.login_start.autostart_entry import AutostartEntry, autostart_folder

    return AutostartEntry(autostart_folder(os.environ), command)
