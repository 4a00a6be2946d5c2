"""Backups of the conversations, and what is in the bin, as a person is told of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


class BackupKind(StrEnum):
    """What a backup was made for."""

    DAILY = "daily"
    BEFORE_UPDATE = "before_update"  # a new version of the program changed the file's form
    BEFORE_RESTORE = "before_restore"  # an older backup took its place


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup of `size` bytes, made at `made` (UTC)."""

    path: Path
    made: datetime
    size: int
    kind: BackupKind


class BinCount(NamedTuple):
    """What the bin holds: whole conversations, and single messages of those that are not in it."""

    conversations: int
    messages: int
