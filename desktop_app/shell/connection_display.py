"""Shows where the program stands with its server: status bar and banner of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.connection_status import ConnectionState, ConnectionStatus
from desktop_app.shell.connection_text import ConnectionText
from desktop_app.tabs.services import SaysStatus

if TYPE_CHECKING:
    from desktop_app.shell.main_window import MainWindow
    from desktop_app.shell.tab_deck import TabDeck
    from desktop_app.tabs.services import Services


class ConnectionDisplay(QObject):
    """Follows the session; what the tab in front says already is not said above it once more."""

    def __init__(self, window: MainWindow, services: Services, tabs: TabDeck) -> None:
        super().__init__(window)
        self._window = window
        self._theme = services.theme
        self._tabs = tabs
        self._words = ConnectionText(self)
        self._status: ConnectionStatus | None = None
        self._has_complained = False
        services.session.status_changed.connect(self._on_status)
        services.theme.colours_changed.connect(self._show_status)
        tabs.front_changed.connect(self._share_complaint)

    def _on_status(self, status: ConnectionStatus) -> None:
        self._status = status
        self._show_status()
        if self._has_complained:
            self._has_complained = False
            self._window.banner.clear()
        if status.state is ConnectionState.FAILED and status.error is not None:
            self._has_complained = True
            self._window.banner.show_error(status.error)
        elif status.state is ConnectionState.READY and not status.model_count:
            self._has_complained = True
            self._window.banner.show_sentence(self._words.no_models(status), can_retry=True)
        self._share_complaint()

    def _share_complaint(self) -> None:
        failed = self._status is not None and self._status.state is ConnectionState.FAILED
        said = self._has_complained and failed and isinstance(self._tabs.front, SaysStatus)
        self._window.banner.step_back(said)

    def _show_status(self) -> None:
        if self._status is not None:
            self._window.show_connection(
                self._words.line(self._status),
                self._words.colour(self._status, self._theme.colours),
            )
