"""Where a conversation stands in the list: which group it belongs to, and its place in it."""

from __future__ import annotations

from datetime import date, datetime
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.core.conversations import Conversation

_WEEK = 7  # days

Place = tuple[float, ...]
"""Sorts as the database does; the heading of a group sorts right above all that is in it."""


class Group(IntEnum):
    """The groups in the order in which they are listed."""

    PINNED = 0
    TODAY = 1
    YESTERDAY = 2
    LAST_7_DAYS = 3
    OLDER = 4


def local_day() -> date:
    """The day that it is where the person is."""
    return datetime.now().astimezone().date()


def place_of(conversation: Conversation, today: date) -> Place:
    """Where a conversation is listed on a day."""
    group = _group_of(conversation, today)
    return (group, -conversation.used.timestamp(), -conversation.id)


def heading_place(group: Group) -> Place:
    """Where the heading of a group is listed."""
    return (group,)


def _group_of(conversation: Conversation, today: date) -> Group:
    if conversation.pinned:
        return Group.PINNED
    age = (today - conversation.used.astimezone().date()).days
    if age <= 0:
        return Group.TODAY
    if age == 1:
        return Group.YESTERDAY
    return Group.LAST_7_DAYS if age <= _WEEK else Group.OLDER
