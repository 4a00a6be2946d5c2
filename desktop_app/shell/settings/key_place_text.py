"""Words for the places where keys are kept."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from desktop_app.core.profiles import KeyPlace


class KeyPlaceText(QObject):
    """Names the places and says what each means."""

    def __init__(self, key_file: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file = key_file

    def name(self, place: KeyPlace) -> str:
        """A few words for a box."""
        match place:
            case KeyPlace.KEYRING:
                return self.tr("In the system’s keyring")
            case KeyPlace.SESSION:
                return self.tr("Nowhere: for this session only")
            case KeyPlace.FILE:
                return self.tr("In a file that you alone may read")

    def meaning(self, place: KeyPlace) -> str:
        """What follows from it."""
        match place:
            case KeyPlace.KEYRING:
                return self.tr("The keyring encrypts them with the password of your login.")
            case KeyPlace.SESSION:
                return self.tr("Enter them again at each start, or set API_KEY.")
            case KeyPlace.FILE:
                return self.warning()

    def warning(self) -> str:
        """What a person should know before keys are in a file."""
        return self.tr(
            "The keys stand in {path} as plain text. Other users cannot read it, but every "
            "program that you run can, and so can whoever gets hold of the disk or a backup of "
            "it. If a keyring can be installed, that is safer."
        ).format(path=_short(self._file))


def _short(path: Path) -> str:
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)
