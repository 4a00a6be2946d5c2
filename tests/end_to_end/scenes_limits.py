"""Scenes of limits: a countdown, and what the server still allows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QTabWidget

from tests.servers.replies import chat_stream, detail

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

CHAT = "/v2/chat/completions"


async def _ask(window: Window) -> None:
    await window.until_text("main.connection", "connected, ")
    window.type("chat.prompt", "What is Open Telekom Cloud?")
    window.press("chat.prompt", Qt.Key.Key_Return)


async def limits_countdown(window: Window, hub: ScriptedServer) -> None:
    """A question that waits for room."""
    refused = detail(
        "Rate limit of 20 requests/min exceeded",
        429,
        retry_after="38",
        x_ratelimit_limit_requests="20",
        x_ratelimit_remaining_requests="0",
        x_ratelimit_reset_requests="38s",
    )
    hub.on("POST", CHAT, refused)
    await _ask(window)
    await window.until_text("chat.countdown", "again in")


async def limits_countdown_embeddings(window: Window, hub: ScriptedServer) -> None:
    """The same in another tab, for longer."""
    hub.on("POST", "/v2/embeddings", detail("Overloaded", 503, retry_after="125"))
    await window.until_text("main.connection", "connected, ")
    window.find(QTabWidget, "main.tabs").setCurrentIndex(2)
    window.type("embeddings.texts", "One text\nAnother text")
    window.click("embeddings.run")
    await window.until_text("embeddings.countdown", "again in")


async def limits_countdown_at_start(window: Window, hub: ScriptedServer) -> None:
    """The list of models waits for room."""
    await window.until_text("main.connection", "connected, ")
    hub.on("GET", "/v2/models", detail("Too many requests", 429, retry_after="12"))
    window.find(QComboBox, "main.profile").textActivated.emit("Environment")
    await window.until_text("main.countdown", "again in")


async def limits_headroom(window: Window, hub: ScriptedServer) -> None:
    """A server that says what is left."""
    headers = {
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "41",
        "x-ratelimit-limit-tokens": "40000",
        "x-ratelimit-remaining-tokens": "38712",
        "x-ratelimit-reset-tokens": "2s",
    }
    reply = chat_stream(["A public cloud of T-Systems."])
    hub.on("POST", CHAT, replace(reply, headers={**reply.headers, **headers}))
    await _ask(window)
    await window.until_text("chat.usage", "tokens")


SCENES = (
    limits_countdown,
    limits_countdown_embeddings,
    limits_countdown_at_start,
    limits_headroom,
)
