"""The words of what can be done with a message."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.ui.transcript.message import MessageAction


class ActionWords(QObject):
    """Labels for a line of links and for a menu."""

    def label(self, action: MessageAction) -> str:
        """One word."""
        match action:
            case MessageAction.EDIT:
                return self.tr("Edit")
            case MessageAction.REGENERATE:
                return self.tr("Regenerate")
            case MessageAction.CONTINUE:
                return self.tr("Continue")
            case MessageAction.RETRY:
                return self.tr("Retry")
            case MessageAction.DELETE:
                return self.tr("Delete")
