"""What a model was found to refuse is listed, and can be forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QPushButton

from tests.end_to_end.models_tab import choose, opened
from tests.end_to_end.window import environ, running_window
from tests.servers.replies import chat_stream, error

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servers import ScriptedServer

MODEL = "gpt-4-turbo-128k-france"


async def test_a_refused_parameter_is_listed_and_forgotten(
    tmp_path: Path, hub: ScriptedServer
) -> None:
    hub.on(
        "POST",
        "/v2/chat/completions",
        error("Unsupported parameter: 'temperature'"),
        chat_stream(["Hello."]),
    )
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        choose(window, MODEL)
        forget = window.find(QPushButton, "models.forget")
        assert not forget.isVisible()
        window.press("models.table", Qt.Key.Key_Return)
        window.find(QDoubleSpinBox, "chat.temperature").setValue(0.5)
        window.type("chat.prompt", "Hello")
        window.press("chat.prompt", Qt.Key.Key_Return)
        await window.until_text("chat.usage", "tokens")
        await opened(window)
        await window.until_text("models.refusals", "temperature: left out")
    async with running_window(tmp_path, environ(hub)) as window:
        await opened(window)
        choose(window, MODEL)
        await window.until_text("models.refusals", "temperature: left out")
        window.click("models.forget")
        assert window.text("models.refusals") == ""
        choose(window, "Llama-3.3-70B-Instruct")
        choose(window, MODEL)
        assert window.text("models.refusals") == ""
