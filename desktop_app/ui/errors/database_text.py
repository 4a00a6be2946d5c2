"""Sentences for the database that keeps the conversations."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop_app.core import errors


class DatabaseErrorText(QObject):
    """Words every DatabaseProblem and BackupProblem, and files that cannot be imported."""

    def sentence(self, error: errors.HubError) -> str:
        """What is wrong, and what to do; "" for an error of another kind."""
        match error:
            case errors.DatabaseUnusable():
                return self._unusable(error)
            case errors.BackupUnusable():
                return self._backup(error)
            case errors.ConversationsUnreadable():
                return self.tr(
                    "“{name}” holds no conversations that can be imported. Choose a JSON file "
                    "that this program exported, or the conversations.json of ChatGPT."
                ).format(name=error.name)
            case _:
                return ""

    def _unusable(self, error: errors.DatabaseUnusable) -> str:
        if not error.in_memory:
            return self._in_use(error)
        return self.tr(
            "{problem} Until then what is said here is forgotten when the window is closed."
        ).format(problem=self._in_memory(error))

    def _in_use(self, error: errors.DatabaseUnusable) -> str:
        match error.problem:
            case errors.DatabaseProblem.DISK_FULL:
                return self.tr(
                    "The disk is full, so nothing new can be kept. Free some space, then try again."
                )
            case errors.DatabaseProblem.READ_ONLY:
                return self.tr(
                    "The folder of the conversations cannot be written, so nothing new is kept. "
                    "Check its permissions, then try again."
                )
            case errors.DatabaseProblem.DISK_FAILED:
                return self.tr(
                    "The disk refuses to keep the conversation: it may be failing, beyond its "
                    "quota, or disconnected. Check it, then try again."
                )
            case _:
                return self._anywhere(error)

    def _in_memory(self, error: errors.DatabaseUnusable) -> str:
        match error.problem:
            case errors.DatabaseProblem.DISK_FULL:
                return self.tr(
                    "The disk is full, so nothing new can be kept. Free some space and start again."
                )
            case errors.DatabaseProblem.READ_ONLY:
                return self.tr(
                    "The folder of the conversations cannot be written. Check its permissions and "
                    "start again."
                )
            case errors.DatabaseProblem.DISK_FAILED:
                return self.tr(
                    "The disk refuses to keep conversations: it may be failing, beyond its quota, "
                    "or disconnected. Check it and start again."
                )
            case _:
                return self._anywhere(error)

    def _anywhere(self, error: errors.DatabaseUnusable) -> str:
        match error.problem:
            case errors.DatabaseProblem.LOCKED:
                return self.tr(
                    "Another window or program uses the conversations. Close it and start again."
                )
            case errors.DatabaseProblem.NEWER_VERSION:
                return self.tr(
                    "A newer version of this program has written the conversations. They are left "
                    "as they are; install that version, or restore an older backup in the settings."
                )
            case _:
                return self._damaged(error)

    def _damaged(self, error: errors.DatabaseUnusable) -> str:
        if error.kept_as is None:
            return self.tr(
                "The file of the conversations is damaged. Restore a backup in the settings."
            )
        return self.tr(
            "The file of the conversations is damaged and was kept as “{name}”. Restore a backup "
            "in the settings."
        ).format(name=error.kept_as.name)

    def _backup(self, error: errors.BackupUnusable) -> str:
        match error.problem:
            case errors.BackupProblem.DAMAGED:
                return self.tr(
                    "This backup is damaged and cannot be restored. Nothing has changed; choose "
                    "another one."
                )
            case errors.BackupProblem.NEWER_VERSION:
                return self.tr(
                    "A newer version of this program has made this backup. Nothing has changed; "
                    "choose another one, or install that version."
                )
            case errors.BackupProblem.GONE:
                return self.tr(
                    "This backup is not there any more. Nothing has changed; choose another one."
                )
