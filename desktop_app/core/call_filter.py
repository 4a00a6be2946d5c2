"""Which calls a person wants to see, and how they are summed up."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.core.calls import CallKind, CallSummary


@dataclass(frozen=True, slots=True)
class CallFilter:
    """Empty parts leave everything. All words of `text` must be in the model, URL or a body."""

    kinds: frozenset[CallKind] = frozenset()
    profile: str = ""
    errors_only: bool = False
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it leaves everything."""
        return self == CallFilter()

    def leaves(self, call: CallSummary) -> bool:
        """Whether it leaves a call, whatever text is looked for."""
        return (
            (not self.kinds or call.kind in self.kinds)
            and self.profile in {"", call.profile}
            and (call.failed or not self.errors_only)
        )


class TotalsOf(StrEnum):
    """What totals are made of."""

    DAY = "day"
    MODEL = "model"
    PROFILE = "profile"


@dataclass(frozen=True, slots=True)
class Total:
    """Sums over the calls of `name`: a day as 2026-11-23, a model or a profile.

    `seconds` is the mean duration of the calls that succeeded, None where there was none.
    """

    name: str
    calls: int
    failed: int
    tokens_in: int
    tokens_out: int
    seconds: float | None
