"""What stands in for a person who watches a countdown."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop_app.core.retries import RetryWaiting


class Watcher:
    """Writes down what it is told, and does not wait; gives up where `patience` tells so many."""

    def __init__(self, patience: int = 100) -> None:
        self.told: list[RetryWaiting] = []
        self._patience = patience

    async def wait(self, told: RetryWaiting) -> bool:
        self.told.append(told)
        return len(self.told) <= self._patience


class Sleeper(Watcher):
    """Waits as long as it is told."""

    async def wait(self, told: RetryWaiting) -> bool:
        await super().wait(told)
        await asyncio.sleep(told.seconds)
        return True
