"""How long a model thinks before it answers."""

from __future__ import annotations

import time


class Thinking:
    """Measures from the first piece of reasoning to the first word, unless it is known."""

    def __init__(self, seconds: float | None = None) -> None:
        self._known = seconds
        self._since: float | None = None

    def goes_on(self) -> None:
        """A piece of reasoning has come."""
        if self._since is None:
            self._since = time.monotonic() - (self._known or 0)
            self._known = None

    def ends(self) -> None:
        """The answer has begun."""
        self._known = self.seconds()

    def seconds(self) -> float | None:
        """So far; None if there was no reasoning, or nobody knows."""
        if self._known is None and self._since is not None:
            return time.monotonic() - self._since
        return self._known
