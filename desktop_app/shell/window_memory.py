"""Keeps where the window stands, which tab it shows and how its parts are divided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QSplitter, QWidget
from typing_extensions import override

from desktop_app.ui.window_geometry import geometry_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop_app.shell.main_window import MainWindow
    from desktop_app.shell.tab_registry import TabEntry
    from desktop_app.storage.settings_store import SettingsStore

_QUIET = 500  # ms without a change; a program that is killed comes back as it was
_CHANGES = frozenset({QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.WindowStateChange})


class WindowMemory(QObject):
    """Writes into the settings soon after each change."""

    def __init__(
        self, window: MainWindow, entries: Sequence[TabEntry], settings: SettingsStore
    ) -> None:
        super().__init__(window)
        self._window = window
        self._entries = entries
        self._settings = settings
        self._soon = QTimer(self, singleShot=True, interval=_QUIET)
        self._soon.timeout.connect(self.keep)
        window.tab_shown.connect(self._on_tab_shown)
        window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _CHANGES:
            self._soon.start()
        return False

    def end(self) -> None:
        """Keep what is so now and look no more: the window is about to go."""
        self.keep()
        self._window.removeEventFilter(self)
        self._window.tab_shown.disconnect(self._on_tab_shown)

    def _on_tab_shown(self) -> None:
        self._soon.start()

    def keep(self) -> None:
        """Keep what is so now; the window may be hidden."""
        self._soon.stop()
        if not self._window.isMinimized():
            self._settings.update(
                self._settings.current._replace(
                    window_geometry=str(geometry_of(self._window)),
                    current_tab=self._entries[self._window.current_tab].name,
                )
            )


def remember_splitters(root: QWidget, settings: SettingsStore) -> None:
    """Divide the named splitters in `root` as the last time, and keep what a person changes."""
    for splitter in root.findChildren(QSplitter):
        name = splitter.objectName()
        sizes = settings.current.splitters.get(name, ())
        if len(sizes) == splitter.count() and any(sizes):
            splitter.setSizes(list(sizes))
        if name:
            splitter.splitterMoved.connect(
                lambda _position, _index, it=splitter: _keep_sizes(it, settings)
            )


def _keep_sizes(splitter: QSplitter, settings: SettingsStore) -> None:
    sizes = {**settings.current.splitters, splitter.objectName(): tuple(splitter.sizes())}
    settings.update(settings.current._replace(splitters=sizes))
