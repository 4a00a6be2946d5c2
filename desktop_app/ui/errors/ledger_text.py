"""Sentences for what is wrong with the ledger of calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.core.errors import DatabaseProblem

if TYPE_CHECKING:
    from desktop_app.core.errors import DatabaseUnusable


class LedgerText(QObject):
    """Says why calls are not recorded."""

    def sentence(self, error: DatabaseUnusable) -> str:
        """What is wrong, and what a person can do about it."""
        return {
            DatabaseProblem.DAMAGED: self.tr(
                "The ledger's file is damaged; a new one is begun at the next start."
            ),
            DatabaseProblem.LOCKED: self.tr(
                "Another window of this program has the ledger. Calls of this window are not "
                "recorded."
            ),
            DatabaseProblem.NEWER_VERSION: self.tr(
                "The ledger was written by a later version of the program. Calls are not recorded."
            ),
            DatabaseProblem.DISK_FULL: self.tr(
                "The disk is full. Calls are not recorded until there is room again."
            ),
            DatabaseProblem.READ_ONLY: self.tr(
                "The ledger's folder cannot be written. Calls are not recorded."
            ),
            DatabaseProblem.DISK_FAILED: self.tr(
                "The disk does not take the ledger. Calls are not recorded."
            ),
        }[error.problem]
