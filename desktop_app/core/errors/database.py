"""Errors of the database that keeps the conversations."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from desktop_app.core.errors.base import HubError


class DatabaseProblem(StrEnum):
    """Why conversations cannot be read or kept."""

    DAMAGED = "damaged"
    LOCKED = "locked"  # another program, or another window of this one, has it for itself
    NEWER_VERSION = "newer_version"  # a later version of the program has written it
    DISK_FULL = "disk_full"
    READ_ONLY = "read_only"  # the folder or the file cannot be written
    DISK_FAILED = "disk_failed"  # the disk, its quota or the network says no


class DatabaseUnusable(HubError):
    """The database cannot be used as it should; `kept_as` is where a damaged one was moved.

    `in_memory`: the program goes on without the file and forgets at its end what is said.
    """

    def __init__(
        self, problem: DatabaseProblem, *, kept_as: Path | None = None, in_memory: bool = False
    ) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.kept_as = kept_as
        self.in_memory = in_memory


class BackupProblem(StrEnum):
    """Why a backup cannot be restored."""

    DAMAGED = "damaged"
    NEWER_VERSION = "newer_version"  # a later version of the program has made it
    GONE = "gone"  # it has been dropped or moved meanwhile


class BackupUnusable(HubError):
    """A backup cannot be restored; nothing has changed."""

    def __init__(self, problem: BackupProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


class ConversationsUnreadable(HubError):
    """The file `name` holds no conversations that can be imported."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
