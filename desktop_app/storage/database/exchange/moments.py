"""Moments as a file tells them to a person: by the clock of the place where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def written_moment(moment: datetime) -> str:
    """Date and time to the minute, the same in every language and in the order of time."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def exact_moment(moment: datetime) -> str:
    """The same for programs: ISO 8601 with the distance from UTC."""
    return moment.astimezone().isoformat(timespec="seconds")
