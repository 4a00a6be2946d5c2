"""The date and time, here or in another time zone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import datetime


class TimeZoneUnknown(ValueError):
    """There is no time zone of that name."""


def time_in(zone: str, now: datetime) -> dict[str, str]:
    """What the clock shows; `zone` is an IANA name such as Europe/Berlin, "" for this computer's.

    Raises:
        TimeZoneUnknown: the name stands for no zone.
    """
    try:
        there = now.astimezone(ZoneInfo(zone) if zone else None)
    except (KeyError, ValueError, OSError):
        raise TimeZoneUnknown(zone) from None
    return {
        "time": there.isoformat(timespec="seconds"),
        "weekday": there.strftime("%A"),
        "time_zone": zone or there.tzname() or "",
    }
