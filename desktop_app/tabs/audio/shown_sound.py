"""The sound that the Audio tab shows: its name, a few words about it, and its transcript."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.tabs.audio.library import Words
    from desktop_app.tabs.audio.view import AudioView


class ShownSound:
    """Shows one sound, or none, in the view; what is about another one is not shown."""

    def __init__(self, view: AudioView) -> None:
        self._view = view
        self._details = ""
        self.path: Path | None = None

    def is_shown(self, path: Path | None) -> bool:
        """Whether it is this sound."""
        return path is not None and path == self.path

    def show(self, path: Path, details: str, words: Words) -> None:
        """Show another sound."""
        self.show_none()
        self.path = path
        self._details = details
        self._view.sound.show_sound(path.name, details)
        self._view.transcript.show_text(words.text, path.stem)
        self._view.transcript.offer_subtitles(bool(words.segments))

    def show_none(self) -> None:
        """Nothing is chosen."""
        self.path = None
        self._view.banner.clear()
        self._view.sound.show_no_sound()
        self._view.transcript.show_text("", "")
        self._view.transcript.offer_subtitles(False)
        self._view.transcript.usage.clear()

    def show_details(self, path: Path, text: str) -> None:
        """Say what is being done with the sound at `path`."""
        if self.is_shown(path):
            self._view.sound.show_details(text)

    def show_own_details(self, path: Path | None) -> None:
        """Nothing is being done with it any more."""
        if self.is_shown(path):
            self._view.sound.show_details(self._details)
