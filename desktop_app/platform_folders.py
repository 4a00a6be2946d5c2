"""The platform's own folders, from Qt: it is loaded anyway when the first paint waits."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

from desktop_app.core.paths import FOLDER_NAME, Paths


def platform_paths() -> Paths:
    """Where a program keeps its files on this system; on Linux the XDG variables decide."""
    kinds = QStandardPaths.StandardLocation
    return Paths(
        config=_folder(kinds.GenericConfigLocation),
        data=_folder(kinds.GenericDataLocation),
        state=_folder(kinds.GenericStateLocation),
        cache=_folder(kinds.GenericCacheLocation),
    )


def _folder(kind: QStandardPaths.StandardLocation) -> Path:
    return Path(QStandardPaths.writableLocation(kind)) / FOLDER_NAME
