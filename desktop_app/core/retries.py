"""What is told of a call that is to be made again later."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop_app.core.errors import ServiceError


class RetryWaiting(NamedTuple):
    """In so many seconds the call is made again: for the `attempt`-th of `of` times."""

    seconds: float
    attempt: int
    of: int
    error: ServiceError  # why the server has not answered


Wait = Callable[[RetryWaiting], Awaitable[bool]]
"""Waits before a call is made again, or less; False when it is not to be made again at all."""
