"""Offers the way back after other settings were put in force."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.shell.settings.transfer_words import differing_servers
from desktop_app.ui.undo_bar import UndoBar

if TYPE_CHECKING:
    from desktop_app.core.settings import Settings
    from desktop_app.shell.main_window import MainWindow
    from desktop_app.storage.settings_store import SettingsStore


class SettingsReplacement(QObject):
    """`apply` is told the servers that differ, as after a Save."""

    def __init__(
        self, window: MainWindow, settings: SettingsStore, apply: Callable[[dict[str, str]], None]
    ) -> None:
        super().__init__(window)
        self._settings = settings
        self._apply = apply
        self._bar = UndoBar("main")
        self._bar.setContentsMargins(16, 12, 16, 0)
        window.add_notice(self._bar)

    def offer(self, former: Settings, sentence: str) -> None:
        """Put in force what is in the store, and offer the former settings."""
        self._apply(differing_servers(former, self._settings.current))
        self._bar.offer(sentence, lambda: self._go_back(former))

    def _go_back(self, former: Settings) -> None:
        current = self._settings.current
        self._settings.update(former)
        self._apply(differing_servers(current, former))
