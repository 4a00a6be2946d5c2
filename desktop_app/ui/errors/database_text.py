"""Sentences for the database that keeps the conversations."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core import errors


class DatabaseErrorText(QObject):
    """Words every DatabaseProblem, and files that cannot be imported."""

    def sentence(self, error: errors.HubError) -> str:
        """What is wrong, and what to do; "" for an error of another kind."""
        match error:
            case errors.DatabaseUnusable():
                return self._unusable(error)
            case errors.ConversationsUnreadable():
                return self.tr(
                    "“{name}” holds no conversations that can be imported. Choose a JSON file "
                    "that this program exported, or the conversations.json of ChatGPT."
                ).format(name=error.name)
            case _:
                return ""

    def _unusable(self, error: errors.DatabaseUnusable) -> str:
        match error.problem:
            case errors.DatabaseProblem.DAMAGED:
                return self._damaged(error)
            case errors.DatabaseProblem.LOCKED:
                return self.tr(
                    "Another window or program uses the conversations. Close it and start again; "
                    "until then nothing new is kept."
                )
            case errors.DatabaseProblem.NEWER_VERSION:
                return self.tr(
                    "A newer version of this program has written the conversations. They are left "
                    "as they are; install that version to use them."
                )
            case errors.DatabaseProblem.DISK_FULL:
                return self.tr(
                    "The disk is full, so the conversation cannot be kept. Free some space."
                )
            case errors.DatabaseProblem.READ_ONLY:
                return self.tr(
                    "The folder of the conversations cannot be written, so nothing new is kept. "
                    "Check its permissions and start again."
                )
            case errors.DatabaseProblem.DISK_FAILED:
                return self.tr(
                    "The disk refuses to keep the conversation: it may be failing, beyond its "
                    "quota, or disconnected. Check it, then try again."
                )

    def _damaged(self, error: errors.DatabaseUnusable) -> str:
        if error.kept_as is None:
            return self.tr(
                "The file of the conversations is damaged. Restore a backup in the settings."
            )
        return self.tr(
            "The file of the conversations is damaged and was kept as “{name}”. Restore a backup "
            "in the settings."
        ).format(name=error.kept_as.name)
