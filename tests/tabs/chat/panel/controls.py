"""The panel of the Chat tab with two models, and a way to find its controls."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from desktop_app.core.models import ModelInfo
from desktop_app.tabs.chat.panel.parameters import ChatPanel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Control = TypeVar("Control", bound=QObject)
LLAMA, QWEN = "Llama-3.3-70B-Instruct", "Qwen2.5-VL-72B-Instruct"


def new_panel(qtbot: QtBot) -> ChatPanel:
    """A panel that shows the first of two models; it is closed at the end of the test."""
    panel = ChatPanel()
    qtbot.addWidget(panel)
    panel.model_box.set_models((ModelInfo(LLAMA), ModelInfo(QWEN)), LLAMA)
    return panel


def find(panel: QObject, kind: type[Control], name: str) -> Control:
    """The control of that name, which must be there."""
    control = panel.findChild(kind, name)
    assert control is not None, f"no {name}"
    return control
