"""A dictionary that forgets what was not asked for longest."""

from __future__ import annotations

from collections import OrderedDict
from typing import Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class BoundedCache(Generic[K, V]):
    """Holds values whose costs together stay within `limit`."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._cost = 0
        self._values: OrderedDict[K, tuple[V, int]] = OrderedDict()

    def __contains__(self, key: K) -> bool:
        return key in self._values

    def get(self, key: K) -> V | None:
        """The value, now the last that is forgotten."""
        if key not in self._values:
            return None
        self._values.move_to_end(key)
        return self._values[key][0]

    def put(self, key: K, value: V, cost: int = 1) -> None:
        """Keep a value; what was used longest ago goes for it."""
        if key in self._values:
            self._cost -= self._values.pop(key)[1]
        self._values[key] = (value, cost)
        self._cost += cost
        while self._cost > self._limit and len(self._values) > 1:
            self._cost -= self._values.popitem(last=False)[1][1]
