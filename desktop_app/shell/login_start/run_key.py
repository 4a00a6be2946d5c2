"""The registry's list of what starts with a person's session on Windows. Not yet run."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

_KEY = r"Software\Microsoft\Windows\CurrentVersion\Run"
_NAME = "LLMHubDesktop"

if sys.platform == "win32":
    import winreg

    class RunKey:
        """A value of the person's own Run key."""

        def __init__(self, command: Sequence[str]) -> None:
            self._command = subprocess.list2cmdline(command)

        def is_on(self) -> bool:
            """Whether the program starts at login."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, _KEY) as key:
                    winreg.QueryValueEx(key, _NAME)
            except OSError:
                return False
            return True

        def set_on(self, on: bool) -> None:
            """Write the value or remove it.

            Raises:
                OSError: the registry does not let it.
            """
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _KEY) as key:
                if on:
                    winreg.SetValueEx(key, _NAME, 0, winreg.REG_SZ, self._command)
                elif self.is_on():
                    winreg.DeleteValue(key, _NAME)
