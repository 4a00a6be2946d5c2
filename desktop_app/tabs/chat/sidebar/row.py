"""What a row of the list shows."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
"""A Heading or a ConversationRow."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The words above a group."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRow:
    """A conversation; `is_open` when it is the one that is shown beside the list."""

    title: str
    tags: tuple[str, ...] = ()
    is_pinned: bool = False
    is_open: bool = False
    is_streaming: bool = False
    is_unseen: bool = False
