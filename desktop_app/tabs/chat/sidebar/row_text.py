"""What the rows of the list say, to the eye and to a screen reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from desktop_app.tabs.chat.sidebar.grouping import Group

if TYPE_CHECKING:
    from desktop_app.tabs.chat.sidebar.row import ConversationRow, Heading


class RowText(QObject):
    """Words for headings and conversations, by role."""

    def group(self, group: Group) -> str:
        """The heading of a group."""
        match group:
            case Group.PINNED:
                return self.tr("Pinned")
            case Group.TODAY:
                return self.tr("Today")
            case Group.YESTERDAY:
                return self.tr("Yesterday")
            case Group.LAST_7_DAYS:
                return self.tr("Last 7 days")
            case Group.OLDER:
                return self.tr("Older")

    def untitled(self) -> str:
        """The title of a conversation in which nothing has been said."""
        return self.tr("New chat")

    def of_heading(self, heading: Heading, role: int) -> str | None:
        """The words of a heading."""
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return heading.text if role in spoken else None

    def of_conversation(self, row: ConversationRow, role: int) -> str | None:
        """The words of a conversation."""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join((row.title, *self._states(row)))
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join((row.title, *self._states(row)))
            case _:
                return None

    def _states(self, row: ConversationRow) -> list[str]:
        states = (
            (row.is_open, self.tr("open")),
            (row.is_streaming, self.tr("answer is being written")),
            (row.is_unseen, self.tr("new answer")),
            (row.is_pinned, self.tr("pinned")),
            (bool(row.tags), self.tr("tags: {tags}").format(tags=", ".join(row.tags))),
        )
        return [words for holds, words in states if holds]
