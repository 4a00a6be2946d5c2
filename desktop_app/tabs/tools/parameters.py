"""The panel of the Tools tab: the parameters of a chat, and whether tools are to be called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox
from typing_extensions import override

from desktop_app.core.messages import Message, Role
from desktop_app.tabs.chat_parameters import ChatParameters
from desktop_app.tooling.guide import GUIDE_SYSTEM_PROMPT
from desktop_app.ui.widgets import label, named

if TYPE_CHECKING:
    from desktop_app.core.requests import ChatRequest

ToolChoice = str | Mapping[str, Any] | None
_FIXED_CHOICES = 3  # automatic, none, required: before the tools


class ToolsParameters(ChatParameters):
    """As in the guide: its system prompt, and nothing sent that is the server's default."""

    def __init__(self) -> None:
        super().__init__("tools", temperature=None, max_tokens=0)
        self.system_prompt.setPlainText(GUIDE_SYSTEM_PROMPT)
        self._choice = named(QComboBox(), "tools.tool_choice")
        self._choice.addItem(self.tr("Automatic"), None)
        self._choice.addItem(self.tr("None: answer without tools"), "none")
        self._choice.addItem(self.tr("Required: any tool"), "required")
        self._choice.setToolTip(
            self.tr(
                "Whether the model may or must call a tool. What is required holds for the "
                "question; from the result on the model decides."
            )
        )
        self.add(self.tr("Tool choice"), self._choice)
        hint = label(
            self.tr("Not every model takes tools. Those of OpenAI, Google and Anthropic do."),
            "muted",
        )
        hint.setWordWrap(True)
        self.add_plain(hint)

    def show_tools(self, names: Iterable[str]) -> None:
        """List the tools that can be required by name; the choice stays if it still can be."""
        chosen = self._choice.currentText()
        while self._choice.count() > _FIXED_CHOICES:
            self._choice.removeItem(_FIXED_CHOICES)
        for name in names:
            self._choice.addItem(name, {"type": "function", "function": {"name": name}})
        self._choice.setCurrentIndex(max(0, self._choice.findText(chosen)))

    @override
    def request(self, model: str, messages: tuple[Message, ...]) -> ChatRequest:
        """The request without tools; a whole reply is asked for as the guide does, silently."""
        request = super().request(model, messages)
        choice: ToolChoice = self._choice.currentData()
        if messages[-1].role is Role.TOOL and choice != "none":
            choice = None  # a model that must call a tool would never come to answer
        return replace(request, stream=request.stream or None, tool_choice=choice)
