"""Words for where the program stands with its server."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.connection_status import ConnectionState, ConnectionStatus

if TYPE_CHECKING:
    from desktop_app.ui.theme import Colours


class ConnectionText(QObject):
    """Says a connection status in a few words and with a colour."""

    def line(self, status: ConnectionStatus) -> str:
        """A few words for the status bar."""
        match status.state:
            case ConnectionState.CONNECTING:
                text = self.tr("Connecting to {profile} …")
            case ConnectionState.STARTING_ENGINE:
                text = self.tr("Starting the model on this computer: {part} …")
            case ConnectionState.READY if status.model_count == 1:
                text = self.tr("{profile}: connected, 1 model")
            case ConnectionState.READY:
                text = self.tr("{profile}: connected, {count} models")
            case ConnectionState.FAILED:
                text = self.tr("{profile}: not connected")
        return text.format(profile=status.profile, part=status.part, count=status.model_count)

    def no_models(self, status: ConnectionStatus) -> str:
        """The sentence for a server that lists no model."""
        return self.tr(
            "{profile} lists no models for this key. Type a model’s name if you know one, or ask "
            "the provider what your plan includes."
        ).format(profile=status.profile)

    def colour(self, status: ConnectionStatus, colours: Colours) -> str:
        """The colour of the sign before the words."""
        match status.state:
            case ConnectionState.READY:
                return colours.success
            case ConnectionState.FAILED:
                return colours.error
            case _:
                return colours.warning
