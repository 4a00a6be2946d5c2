"""Content as an address that holds it."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote_to_bytes

_PIECE = 384 * 1024  # bytes, a multiple of 3: encoding holds Python's lock for a piece at a time


def data_url(media_type: str, content: bytes) -> str:
    """`content` as a base64 data URL; for a worker thread when it is long."""
    view = memoryview(content)
    pieces = (
        base64.b64encode(view[at : at + _PIECE]).decode("ascii")
        for at in range(0, len(content), _PIECE)
    )
    return "".join((f"data:{media_type};base64,", *pieces))


def content_of_data_url(url: str) -> bytes:
    """What a data URL holds; empty when it is damaged."""
    header, _, payload = url.partition(",")
    content = unquote_to_bytes(payload)
    if not header.lower().endswith(";base64"):
        return content
    try:
        return base64.b64decode(content)
    except binascii.Error:
        return b""
