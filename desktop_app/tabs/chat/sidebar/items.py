"""The rows of the model, kept by Qt itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem

from desktop_app.tabs.chat.sidebar.grouping import Group, Place, heading_place

if TYPE_CHECKING:
    from desktop_app.core.conversations import Conversation


class HeadingItem(QStandardItem):
    """The heading of a group; nobody can select it, and the arrow keys pass it."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self.group = group
        self.place: Place = heading_place(group)
        self.setFlags(Qt.ItemFlag.ItemNeverHasChildren)


class ConversationItem(QStandardItem):
    """A conversation at its place."""

    def __init__(self, conversation: Conversation, place: Place) -> None:
        super().__init__()
        self.conversation = conversation
        self.place = place
        self.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsEditable
            | Qt.ItemFlag.ItemNeverHasChildren
        )
