"""Backups made for an occasion do not pile up: the last few of a kind are kept."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.storage.database.layout import kind_of_backup

if TYPE_CHECKING:
    from desktop_app.core.backups import BackupKind
    from desktop_app.storage.database.layout import Layout

KEPT = 3  # of each kind
_MOMENT = len("2026-11-29-163000-000000.sqlite3")


def drop_older(layout: Layout, kind: BackupKind, spared: Collection[Path]) -> None:
    """Keep the last three backups of an occasion, and the `spared` ones whatever their date.

    One that cannot be removed stays: that is no reason to stop.
    """
    found = [path for path in layout.backups.glob("*.sqlite3") if kind_of_backup(path) is kind]
    found.sort(key=lambda path: path.name[-_MOMENT:])
    others = [path for path in found if path not in spared]
    kept = max(0, KEPT - (len(found) - len(others)))
    for old in others[: len(others) - kept]:
        with contextlib.suppress(OSError):
            old.unlink()
