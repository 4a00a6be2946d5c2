"""Where the files of the database are: one folder with all that belongs to the conversations."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from desktop_app.core.backups import BackupKind

_DAILY = "daily-"
_BEFORE_RESTORE = "before-restore-"


class Layout(NamedTuple):
    """The database's folder and the names in it."""

    folder: Path

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "conversations.sqlite3"

    @property
    def has_damaged_file(self) -> bool:
        """Whether a damaged database was moved aside, as `core.atomic_file` names it."""
        return any(self.folder.glob(f"{self.file.name}.broken-*"))

    @property
    def incoming(self) -> Path:
        """A backup on its way into the place of the database."""
        return self.folder / "incoming.sqlite3"

    def incoming_leftovers(self) -> list[Path]:
        """What a program that was killed left of a backup on its way."""
        return list(self.folder.glob(f"{self.incoming.name}*"))

    @property
    def attachments(self) -> Path:
        """Pictures and files, named by the hash of their content."""
        return self.folder / "attachments"

    @property
    def backups(self) -> Path:
        """Copies of the database."""
        return self.folder / "backups"

    def daily_backups(self) -> list[Path]:
        """The daily backups that there are, the oldest first."""
        return sorted(self.backups.glob(f"{_DAILY}????-??-??.sqlite3"))

    def backup_of_day(self, day: date) -> Path:
        """The daily backup."""
        return self.backups / f"{_DAILY}{day.isoformat()}.sqlite3"

    def backup_before(self, step: str) -> Path:
        """The backup made before a migration, one for each time that it is tried."""
        return self._of_moment(f"before-{step}-")

    def backup_before_restore(self) -> Path:
        """What was there when an older backup was restored."""
        return self._of_moment(_BEFORE_RESTORE)

    def _of_moment(self, name: str) -> Path:
        moment = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S-%f")
        return self.backups / f"{name}{moment}.sqlite3"


def kind_of_backup(path: Path) -> BackupKind:
    """What a backup was made for, by its name."""
    if path.name.startswith(_DAILY):
        return BackupKind.DAILY
    if path.name.startswith(_BEFORE_RESTORE):
        return BackupKind.BEFORE_RESTORE
    return BackupKind.BEFORE_UPDATE
