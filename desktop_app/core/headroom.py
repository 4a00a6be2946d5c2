"""What a server still allows at the moment, as it says in the headers of its answers."""

from __future__ import annotations

from typing import NamedTuple

_LOW = 0.1  # of what is allowed


class Budget(NamedTuple):
    """How much is left; `limit` and `resets_in` (seconds) are None where the server keeps quiet."""

    remaining: int
    limit: int | None = None
    resets_in: float | None = None

    @property
    def is_low(self) -> bool:
        """Whether it is used up, or soon will be."""
        return self.remaining <= _LOW * (self.limit or 0)


class Headroom(NamedTuple):
    """Requests and tokens that are left; None where the server says nothing of them."""

    requests: Budget | None = None
    tokens: Budget | None = None

    @property
    def budgets(self) -> tuple[Budget, ...]:
        """Those that are known."""
        return tuple(budget for budget in self if budget is not None)

    @property
    def is_low(self) -> bool:
        """Whether one of them is used up, or soon will be."""
        return any(budget.is_low for budget in self.budgets)
