"""What is long is made in pieces, between which the window answers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

_PAUSE = 0.001  # seconds; with none the next piece would come before what Qt has waiting


async def in_pieces(pieces: Iterable[None]) -> None:
    """Make one piece after the other, each in a turn of the event loop of its own."""
    for _piece in pieces:
        await asyncio.sleep(_PAUSE)
