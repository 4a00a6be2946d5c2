"""Where the program keeps its files: the platform's own places, or one folder of the person's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER_NAME = "llmhub-desktop"


@dataclass(frozen=True, slots=True)
class Paths:
    """Folders; none needs to exist yet."""

    config: Path
    data: Path
    state: Path
    cache: Path

    @property
    def settings_file(self) -> Path:
        """The settings as JSON."""
        return self.config / "settings.json"

    @property
    def recordings(self) -> Path:
        """WAV files of the person's recordings."""
        return self.data / "recordings"

    @property
    def model_lists(self) -> Path:
        """The last list of models of each profile."""
        return self.cache / "models"

    @classmethod
    def of_platform(cls) -> Paths:
        """The platform's folders; on Linux the XDG variables decide."""
        from platformdirs import PlatformDirs

        folders = PlatformDirs(FOLDER_NAME, appauthor=False)
        return cls(
            config=folders.user_config_path,
            data=folders.user_data_path,
            state=folders.user_state_path,
            cache=folders.user_cache_path,
        )
