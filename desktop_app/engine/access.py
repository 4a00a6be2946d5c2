"""The bearer key: every request without it is refused."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from desktop_app.engine.errors import detail_response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send


def new_key() -> str:
    """A random key for one start of the engine."""
    return secrets.token_urlsafe(32)


class RequireKey:
    """ASGI middleware that answers 401 unless `Authorization: Bearer KEY` is right."""

    def __init__(self, app: ASGIApp, *, key: str) -> None:
        self._app = app
        self._expected = f"Bearer {key}".encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request or pass it on."""
        if scope["type"] == "http":
            given = Headers(scope=scope).get("authorization", "").encode("latin-1")
            if not secrets.compare_digest(given, self._expected):
                refusal = detail_response(401, "The key is missing or is not this engine's key.")
                await refusal(scope, receive, send)
                return
        await self._app(scope, receive, send)
