"""The addresses of the program's own links in the transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from desktop_app.ui.transcript.message import MessageAction

if TYPE_CHECKING:
    from PySide6.QtCore import QUrl

COPY = "copy"
COPY_CODE = "copycode"
FOLD = "fold"
PREVIOUS = "previous"
NEXT = "next"
ACTIONS = frozenset(action.value for action in MessageAction)
WEB = ("http", "https", "mailto")
"""What is handed out to be opened; every other address does nothing."""


def address(scheme: str, key: str) -> str:
    """The address of a link that belongs to the message with `key`."""
    return f"{scheme}:{quote(key, safe='')}"


def target(url: QUrl) -> str:
    """The key, or the number, that an address is for."""
    return unquote(url.path(url.ComponentFormattingOption.FullyEncoded))
