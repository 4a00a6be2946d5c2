"""Where the files of the database are: one folder with all that belongs to the conversations."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple


class Layout(NamedTuple):
    """The database's folder and the names in it."""

    folder: Path

    @property
    def file(self) -> Path:
        """The database."""
        return self.folder / "conversations.sqlite3"

    @property
    def attachments(self) -> Path:
        """Pictures and files, named by the hash of their content."""
        return self.folder / "attachments"

    @property
    def backups(self) -> Path:
        """Copies of the database."""
        return self.folder / "backups"

    def backup_of_day(self, day: date) -> Path:
        """The daily backup."""
        return self.backups / f"daily-{day.isoformat()}.sqlite3"

    def backup_before(self, step: str) -> Path:
        """The backup made before a migration, one for each time that it is tried."""
        return self._of_moment(f"before-{step}")

    def backup_before_restore(self) -> Path:
        """What was there when an older backup was restored."""
        return self._of_moment("before-restore")

    def _of_moment(self, name: str) -> Path:
        moment = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S-%f")
        return self.backups / f"{name}-{moment}.sqlite3"
