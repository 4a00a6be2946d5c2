"""The one error of the engine and the hub's shape for it: `{"detail": "…"}`."""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

if TYPE_CHECKING:
    from starlette.requests import Request

_log = logging.getLogger(__name__)

CLIENT_CLOSED_REQUEST = 499  # nginx's name for "nobody is waiting for this answer any more"


class EngineError(Exception):
    """A request that cannot be answered: an HTTP status and one plain sentence."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


class ClientGoneError(Exception):
    """The client closed the connection before its answer began."""


def missing_part(package: str, model_id: str) -> EngineError:
    """The error for a model whose package is not installed."""
    return EngineError(503, f"The model {model_id} needs the part {package}: not installed.")


def detail_response(status: int, detail: str) -> JSONResponse:
    """An error reply in the hub's shape."""
    return JSONResponse({"detail": detail}, status_code=status)


async def on_engine_error(_request: Request, error: Exception) -> Response:
    """Answer an EngineError with its own status."""
    assert isinstance(error, EngineError)
    return detail_response(error.status, error.detail)


async def on_http_exception(_request: Request, error: Exception) -> Response:
    """Answer an unknown path or a wrong method in the same shape."""
    assert isinstance(error, HTTPException)
    return detail_response(error.status_code, error.detail)


async def on_client_gone(_request: Request, _error: Exception) -> Response:
    """End the exchange; nobody reads this."""
    return Response(status_code=CLIENT_CLOSED_REQUEST)


async def on_defect(_request: Request, error: Exception) -> Response:
    """Answer a defect of the engine; log its place only, for its message may hold a text."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    _log.error("%s at %s:%s", type(error).__name__, frame.filename, frame.lineno)
    return detail_response(500, f"The engine failed: {type(error).__name__}.")
