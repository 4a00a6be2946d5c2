"""A memory of what was used last, bounded by what it weighs."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class RecentlyUsed(Generic[V]):
    """Forgets what was not used for longest when all that is kept weighs more than `limit`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._weight = 0
        self._kept: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()

    @property
    def weight(self) -> int:
        """What is kept weighs so much."""
        return self._weight

    def get(self, key: Hashable) -> V | None:
        """What is kept under `key`; None when it is forgotten."""
        if key not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key][0]

    def put(self, key: Hashable, value: V, weight: int) -> None:
        """Keep a value; one that alone weighs more than the limit is not kept."""
        if key in self._kept:
            self._weight -= self._kept.pop(key)[1]
        if weight > self._limit:
            return
        self._kept[key] = value, weight
        self._weight += weight
        while self._weight > self._limit:
            _, (_, forgotten) = self._kept.popitem(last=False)
            self._weight -= forgotten
