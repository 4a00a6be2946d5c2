"""A desktop entry in the autostart folder, as the freedesktop specifications want it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop_app.core.atomic_file import write_atomically

NAME = "io.github.llmhub_desktop.LLMHubDesktop"
_OFF = re.compile(
    r"^\s*(Hidden\s*=\s*true|X-GNOME-Autostart-enabled\s*=\s*false)\s*$", re.MULTILINE
)
_ENTRY = """[Desktop Entry]
Version=1.4
Type=Application
Name=LLM Hub Desktop
Comment=Waits in the tray for dictation and questions
Exec={command}
Icon={name}
Terminal=false
X-GNOME-Autostart-enabled=true
"""
_PLAIN = re.compile(r"[A-Za-z0-9_@+=:,./-]+")


def autostart_folder(environ: Mapping[str, str]) -> Path:
    """The person's own."""
    config = environ.get("XDG_CONFIG_HOME", "")
    return (Path(config) if Path(config).is_absolute() else Path.home() / ".config") / "autostart"


class AutostartEntry:
    """The entry of this program; one that the person's desktop has switched off counts as off."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self._path = folder / f"{NAME}.desktop"
        # GLib looks for the first word before it has read its per cent signs.
        self._command = ("/usr/bin/env", *command) if "%" in command[0] else command

    def is_on(self) -> bool:
        """Whether the program starts at login."""
        try:
            return not _OFF.search(self._path.read_text(encoding="utf-8", errors="replace"))
        except OSError:
            return False

    def set_on(self, on: bool) -> None:
        """Write the entry or remove it.

        Raises:
            OSError: the folder cannot be written.
        """
        if on:
            command = " ".join(map(_quoted, self._command))
            write_atomically(self._path, _ENTRY.format(command=command, name=NAME))
        else:
            self._path.unlink(missing_ok=True)


def _quoted(word: str) -> str:
    """A word of an Exec line: quoted as that wants it, then escaped as every value is."""
    word = word.replace("%", "%%")
    if not _PLAIN.fullmatch(word):
        word = '"' + re.sub(r'(["`$\\])', r"\\\1", word) + '"'
    return word.replace("\\", "\\\\")
