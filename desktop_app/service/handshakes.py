"""Closes connections whose handshake comes to nothing: the HTTP library leaves some open."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpcore2

Trace = Callable[[str, Mapping[str, Any]], Coroutine[Any, Any, None]]

_CONNECTED = "connect_tcp.complete"
# One of TLS that is given up by whoever waits for it, and any with a SOCKS proxy.
_BROKEN_OFF = frozenset({"start_tls.failed", "setup_socks5_connection.failed"})


def closing_broken_off(passed: Trace) -> Trace:
    """For a request's extension "trace"; `passed` is told all that the library tells."""
    connection: httpcore2.AsyncNetworkStream | None = None

    async def trace(stage: str, info: Mapping[str, Any]) -> None:
        nonlocal connection
        await passed(stage, info)
        name = stage.partition(".")[2]
        if name == _CONNECTED:
            connection = info["return_value"]
        elif name in _BROKEN_OFF and connection is not None:
            await connection.aclose()

    return trace
