"""Where the program keeps its files: the platform's own places, or one folder of the person's."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

FOLDER_NAME = "llmhub-desktop"


class Paths(NamedTuple):
    """Folders; none needs to exist yet. Keys are kept under `keyring_name` in the keyring."""

    config: Path
    data: Path
    state: Path
    cache: Path
    keyring_name: str = FOLDER_NAME

    @property
    def portable_folder(self) -> Path | None:
        """The person's folder that holds all four, if they are not the platform's own."""
        return None if self.keyring_name == FOLDER_NAME else self.config.parent

    @property
    def settings_file(self) -> Path:
        """The settings as JSON."""
        return self.config / "settings.json"

    @property
    def instance_lock(self) -> Path:
        """Held by the one program that works on these folders."""
        return self.state / "instance.lock"

    @property
    def key_file(self) -> Path:
        """The keys, where a person has chosen a file for them."""
        return self.state / "keys.json"

    @property
    def tools_file(self) -> Path:
        """The person's tools as JSON."""
        return self.config / "tools.json"

    @property
    def refusals_file(self) -> Path:
        """Which parameters models refuse, as JSON."""
        return self.state / "refusals.json"

    @property
    def log_file(self) -> Path:
        """What the program notes of its own working."""
        return self.state / "logs" / "llmhub-desktop.log"

    @property
    def runs(self) -> Path:
        """What is left of runs that did not end in order."""
        return self.state / "crashes"

    @property
    def recordings(self) -> Path:
        """WAV files of the person's recordings."""
        return self.data / "recordings"

    @property
    def conversations(self) -> Path:
        """The database of conversations with its attachments and backups."""
        return self.data / "conversations"

    @property
    def ledger_file(self) -> Path:
        """The database of the calls that were made."""
        return self.state / "ledger" / "calls.sqlite3"

    @property
    def model_lists(self) -> Path:
        """The last list of models of each profile."""
        return self.cache / "models"


def portable_paths(folder: Path) -> Paths:
    """All four below one folder of the person's; its keys mix with those of no other."""
    return Paths(
        folder / "config",
        folder / "data",
        folder / "state",
        folder / "cache",
        f"{FOLDER_NAME}:{folder}",
    )
