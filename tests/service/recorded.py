"""Records of calls that were really made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.service.call_log import CallLog, ObservedCall
from desktop_app.service.call_record import record_of

if TYPE_CHECKING:
    from desktop_app.core.calls import CallRecord


class Book:
    """Keeps what the ledger would keep, in a list."""

    def __init__(self) -> None:
        self.calls: list[ObservedCall] = []
        self.log = CallLog(self.calls.append)

    @property
    def records(self) -> list[CallRecord]:
        """The calls so far, in the order in which they ended."""
        return [record_of(call) for call in self.calls]

    @property
    def last(self) -> CallRecord:
        """The call that ended last."""
        return record_of(self.calls[-1])
