"""Runs the application on a free port of loopback until the parent goes away."""

from __future__ import annotations

import os
import socket
import threading
from typing import TYPE_CHECKING

import uvicorn

from desktop_app.engine.access import new_key
from desktop_app.engine.app import build_app

if TYPE_CHECKING:
    from desktop_app.engine.language import LanguageModel
    from desktop_app.engine.parent import Parent

GRACE = 1  # seconds that open replies have when the engine ends
OVERDUE = 3  # seconds after the parent's end in which the engine must be gone


def run(language: LanguageModel, parent: Parent) -> None:
    """Answer requests until SIGTERM, SIGINT or the end of the parent."""
    key = new_key()
    # Listening before anything is said, so that the first request of the parent finds it.
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]

    def announce_ready() -> None:
        parent.announce("ready", base_url=f"http://127.0.0.1:{port}/v1", key=key)

    server = uvicorn.Server(
        uvicorn.Config(
            build_app(language, key, announce_ready),
            lifespan="on",
            access_log=False,
            log_config=None,
            server_header=False,
            timeout_graceful_shutdown=GRACE,
        )
    )

    def end() -> None:
        server.should_exit = True
        overdue = threading.Timer(OVERDUE, os._exit, args=(0,))
        overdue.daemon = True
        overdue.start()

    parent.when_gone(end)
    server.run(sockets=[listener])
