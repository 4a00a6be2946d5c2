"""Ends several things at once, each to its end."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable
from typing import Any


async def all_ended(endings: Iterable[Coroutine[Any, Any, None]]) -> None:
    """Wait for all of them, whatever one of them raises.

    Raises:
        Exception: the first of what they raised, when all have ended.
    """
    for outcome in await asyncio.gather(*endings, return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome
