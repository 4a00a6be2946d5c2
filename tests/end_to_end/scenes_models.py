"""Scenes of the Models tab for screenshots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLineEdit

from tests.end_to_end.models_tab import (
    EXTERNAL_OR_UNKNOWN,
    MODELS_TAB,
    ask_before_sending,
    choose,
)
from tests.servers.messages import NEVER
from tests.servers.replies import chat_stream, detail, error, models_list

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

VISION_TAB = 3
_OPEN = {
    "max_sequence_length": 131072,
    "hidden_size": 0,
    "max_output_length": 0,
    "model_type": "LLM",
    "deployment_country": "DE",
    "deployment_region": "eu-de",
    "is_externally_hosted": False,
    "license": "llama3.3",
    "input_modalities": ["text"],
    "output_modalities": ["text"],
    "model_lifecycle_stage": "production",
}
_OUTSIDE = _OPEN | {
    "deployment_country": "US",
    "deployment_region": "",
    "is_externally_hosted": True,
    "license": "proprietary",
    "max_output_length": 4096,
    "input_modalities": ["text", "image"],
}
_EMBEDDING = _OPEN | {
    "model_type": "EMBEDDING",
    "max_sequence_length": 8192,
    "hidden_size": 1024,
    "output_modalities": ["vector"],
    "license": "apache-2.0",
}
MANY: dict[str, dict[str, Any]] = {
    "Llama-3.3-70B-Instruct": _OPEN,
    "Mistral-Nemo-Instruct-2407": _OPEN | {"license": "apache-2.0"},
    "Mistral-Small-24B-Instruct-2501": _OPEN | {"max_sequence_length": 32768},
    "Qwen2.5-Coder-32B-Instruct-FP8": _OPEN | {"license": "apache-2.0"},
    "Qwen2.5-VL-72B-Instruct": _OPEN | {"input_modalities": ["text", "image"], "license": "qwen"},
    "Teuken-7B-Instruct-v04": {"max_sequence_length": 4096, "hidden_size": 0},
    "claude-3-7-sonnet": _OUTSIDE | {"max_sequence_length": 200000},
    "gemini-2.0-flash": _OUTSIDE | {"max_sequence_length": 1048576, "max_output_length": 8192},
    "gpt-4-turbo-128k-france": _OUTSIDE | {"deployment_country": "FR"},
    "gpt-4o": _OUTSIDE,
    "jina-embeddings-v2-base-code": _EMBEDDING | {"hidden_size": 768},
    "jina-embeddings-v2-base-de": _EMBEDDING | {"hidden_size": 768},
    "text-embedding-ada-002": _EMBEDDING | {"hidden_size": 1536, "is_externally_hosted": True},
    "text-embedding-bge-m3": _EMBEDDING,
    "whisper-large-v3-turbo": _OPEN | {"model_type": "STT", "input_modalities": ["audio"]},
}


async def _open(window: Window, hub: ScriptedServer) -> None:
    hub.on("GET", "/v2/models", models_list(MANY))
    window.show_tab(MODELS_TAB)
    await window.until_text("main.connection", "connected, ")


async def models_done(window: Window, hub: ScriptedServer) -> None:
    """The list with one model's details."""
    await _open(window, hub)
    await window.until_text("models.count", "16 models")


async def models_filtered(window: Window, hub: ScriptedServer) -> None:
    """A filter that leaves a few."""
    await _open(window, hub)
    window.find(QLineEdit, "models.filter").setText("external")


async def models_no_match(window: Window, hub: ScriptedServer) -> None:
    """A filter that leaves none."""
    await _open(window, hub)
    window.find(QLineEdit, "models.filter").setText("zzz")


async def models_busy(window: Window, hub: ScriptedServer) -> None:
    """The server takes its time."""
    await models_done(window, hub)
    hub.on("GET", "/v2/models", NEVER)
    window.click("models.refresh")


async def models_failed(window: Window, hub: ScriptedServer) -> None:
    """A refresh that fails: the list stays, marked as old."""
    await models_done(window, hub)
    hub.on("GET", "/v2/models", detail("The back end is restarting", 503))
    window.click("models.refresh")
    await window.until_text("models.state", "not refreshed")


async def models_unreachable(window: Window, hub: ScriptedServer) -> None:
    """No list, not even an old one."""
    hub.on("GET", "/v2/models", detail("The back end is restarting", 503))
    window.show_tab(MODELS_TAB)
    await window.until_text("main.error", "restarting")


async def models_lively(window: Window, hub: ScriptedServer) -> None:
    """Favourites, a chip, what is new and gone since the last visit, one that is deprecated."""
    ending = {"model_lifecycle_stage": "deprecated"}
    listed = MANY | {"Mistral-Nemo-Instruct-2407": MANY["Mistral-Nemo-Instruct-2407"] | ending}
    hub.on("GET", "/v2/models", models_list(listed))
    window.show_tab(MODELS_TAB)
    await window.until_text("models.count", "16 models")
    for name in ("gpt-4o", "Llama-3.3-70B-Instruct"):
        choose(window, name)
        window.click("models.favourite")
    window.show_tab(0)
    changed = {"Qwen3-235B-A22B": _OPEN, **listed}
    del changed["Teuken-7B-Instruct-v04"]
    hub.on("GET", "/v2/models", models_list(changed))
    window.show_tab(MODELS_TAB)
    window.click("models.refresh")
    await window.until_text("models.count", "1 gone")
    window.click("models.chip_chat")


async def models_refused(window: Window, hub: ScriptedServer) -> None:
    """What a model was found to refuse."""
    await models_done(window, hub)
    hub.on(
        "POST",
        "/v2/chat/completions",
        error("Unsupported parameter: 'temperature'"),
        chat_stream(["Hello."]),
    )
    choose(window, "gpt-4o")
    window.press("models.table", Qt.Key.Key_Return)
    window.find(QDoubleSpinBox, "chat.temperature").setValue(0.5)
    window.type("chat.prompt", "Hello")
    window.press("chat.prompt", Qt.Key.Key_Return)
    await window.until_text("chat.usage", "tokens")
    window.show_tab(MODELS_TAB)


async def models_in_boxes(window: Window, hub: ScriptedServer) -> None:
    """Favourites on top of the list of a model box."""
    await models_done(window, hub)
    for name in ("gpt-4o", "Qwen2.5-VL-72B-Instruct"):
        choose(window, name)
        window.click("models.favourite")
    window.show_tab(VISION_TAB)
    window.find(QComboBox, "vision.model").showPopup()


async def vision_data_notice(window: Window, hub: ScriptedServer) -> None:
    """A picture would go to another company."""
    await models_done(window, hub)
    ask_before_sending(window, EXTERNAL_OR_UNKNOWN)
    choose(window, "gpt-4o")
    action = window.root.findChild(QAction, "models.use_in_vision")
    assert action is not None
    action.trigger()
    window.find(QLineEdit, "vision.url").setText("https://example.org/boardwalk.jpg")
    window.click("vision.add_url")
    window.type("vision.question", "What is depicted in this image?")
    window.press("vision.question", Qt.Key.Key_Return)
    await window.until_text("vision.data_notice", "gpt-4o")


async def embeddings_data_notice(window: Window, hub: ScriptedServer) -> None:
    """Texts would go to another company."""
    await models_done(window, hub)
    ask_before_sending(window, EXTERNAL_OR_UNKNOWN)
    choose(window, "text-embedding-ada-002")
    window.press("models.table", Qt.Key.Key_Return)
    window.type("embeddings.texts", "One\nTwo")
    window.click("embeddings.run")


SCENES = (
    models_lively,
    models_refused,
    models_in_boxes,
    vision_data_notice,
    embeddings_data_notice,
    models_done,
    models_filtered,
    models_no_match,
    models_busy,
    models_failed,
    models_unreachable,
)
