"""Scenes of the Models tab for screenshots."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit

from tests.servers.messages import NEVER
from tests.servers.replies import detail, models_list

if TYPE_CHECKING:
    from tests.end_to_end.window import Window
    from tests.servers import ScriptedServer

MODELS_TAB = 6
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


SCENES = (
    models_done,
    models_filtered,
    models_no_match,
    models_busy,
    models_failed,
    models_unreachable,
)
