"""Offers to save conversations that are in memory only, as long as the banner says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.errors import DatabaseUnusable

if TYPE_CHECKING:
    from desktop_app.tabs.chat.exchange.presenter import Exchange
    from desktop_app.ui.error_banner import ErrorBanner


class Rescue(QObject):
    """A button in the banner. The file that could not be used is left alone.

    What is in memory does not go back into it by itself: another program may have it open and
    write into it at any time. The person chooses a place, and imports it when all is well again.
    """

    def __init__(self, banner: ErrorBanner, exchange: Exchange) -> None:
        super().__init__(banner)
        self._button = banner.add_action(
            "chat.save_conversations", self.tr("Save these conversations…")
        )
        self._button.setToolTip(self.tr("Write them to a file that can be imported again"))
        self._button.clicked.connect(exchange.save_all)
        banner.error_changed.connect(self._on_error_changed)

    def _on_error_changed(self, error: object) -> None:
        self._button.setVisible(isinstance(error, DatabaseUnusable) and error.in_memory)
