"""The command that starts this very installation, hidden."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import desktop_app
from desktop_app.core.own_command import is_packaged, own_command

if TYPE_CHECKING:
    from desktop_app.core.paths import Paths

_INSTALLED = {"site-packages", "dist-packages"}


def start_command(paths: Paths, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Packaged, by pip or from its source; portable folders stay what they are."""
    folder = paths.portable_folder
    options = ("--hidden",) if folder is None else ("--data-dir", str(folder), "--hidden")
    if image := environ.get("APPIMAGE"):  # what is inside has another place at each start
        return (image, *options)
    root = Path(desktop_app.__file__).resolve().parents[1]
    command = own_command()
    if is_packaged() or root.name in _INSTALLED:
        return (*command, *options)
    if sys.platform == "win32":
        return (*command, *options)  # from its source it starts in the folder of the source only
    return ("/usr/bin/env", f"PYTHONPATH={root}", *command, *options)
